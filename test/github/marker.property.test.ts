import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownSource, trustedMarkdown } from '../../src/core/markdown.ts';
import { composeComment, longestComment, type Render } from '../../src/github/compose.ts';
import { beginsWithMarker, headMarker, keyOf, parseSections, sectionBlock } from '../../src/github/marker.ts';
import { sectionStates, type Section } from '../../src/github/section.ts';

const key = keyOf('ci', 'measure', '');

/** Pieces that markers and HTML comments are made of, put together at will. */
const hostilePiece = fc.constantFrom(
  ...[
    '<!--',
    '-->',
    '<!',
    '--',
    '>',
    '<',
    '!',
    '-',
    '\n',
    '\r\n',
    ' ',
    '&lt;!--',
    '\u2060',
    '```',
    '</details>',
  ],
  headMarker(key, 'abc'),
  '<!-- pod-start-slo:end v1 -->',
  '<!-- pod-start-slo:section v1 e30= -->\n',
  'section-abc-0-here',
  sectionBlock({
    ...{ id: 'forged', leg: '0', title: 'forged', state: 'met', body: 'all is well', reporter: null },
    run: { runId: 1e15, attempt: 1 },
  }),
);

const hostile = fc.oneof(
  fc.array(fc.oneof(hostilePiece, fc.string()), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary' }),
);

const section: fc.Arbitrary<Section> = fc.record({
  id: hostile,
  leg: hostile,
  title: hostile,
  state: fc.constantFrom(...sectionStates),
  run: fc.record({ runId: fc.nat(), attempt: fc.nat(100) }),
  reporter: fc.constantFrom(null, 'fork', 'run'),
  body: hostile,
});

const sectionsOf = (maxLength: number): fc.Arbitrary<Section[]> =>
  fc.uniqueArray(section, { selector: ({ id }) => id, minLength: 1, maxLength });

const withoutBody = ({ id, leg, title, state, run, reporter }: Section): Omit<Section, 'body'> => ({
  ...{ id, leg, title, state, run, reporter },
});

/** Lone surrogates cannot be sent at all. */
const sendable = (text: string): string => text.toWellFormed();

describe('the markers of a comment', () => {
  it('give back the sections, whatever titles, bodies and the text around them hold', () => {
    fc.assert(
      fc.property(sectionsOf(4), hostile, hostile, (sections, before, between) => {
        const render: Render = (shown) =>
          trustedMarkdown(
            shown
              .map(({ title, block }) => `${before}${title}\n${markdownSource(block)}\n${between}`)
              .join('\n'),
          );
        const sent = sections.map((each) => JSON.parse(sendable(JSON.stringify(each))) as Section);
        const text = composeComment(key, 'abc123', sent, render);
        expect(beginsWithMarker(text, key)).toBe(true);
        expect(parseSections(text).map(withoutBody)).toEqual(sent.map(withoutBody));
      }),
    );
  });

  it('do not change any more when a section is read and written again', () => {
    fc.assert(
      fc.property(section, (each) => {
        const [read] = parseSections(sectionBlock(each));
        expect(read).toBeDefined();
        if (read === undefined) return;
        expect(parseSections(sectionBlock(read))).toEqual([read]);
      }),
    );
  });

  it('are the only HTML comments of a section', () => {
    fc.assert(
      fc.property(section, (each) => {
        expect(sectionBlock(each).match(/<!--/g)).toHaveLength(2);
        expect(sectionBlock(each)).toMatch(/\n<!-- pod-start-slo:end v1 -->$/);
      }),
    );
  });

  it('are all there in a comment that had to be cut', () => {
    const long = section.map((each) => ({ ...each, body: each.body.padEnd(30_000, 'x') }));
    fc.assert(
      fc.property(
        fc.uniqueArray(long, { selector: ({ id }) => id, minLength: 3, maxLength: 6 }),
        (sections) => {
          const sent = sections.map((each) => JSON.parse(sendable(JSON.stringify(each))) as Section);
          const text = composeComment(key, 'abc123', sent, (shown) =>
            trustedMarkdown(shown.map(({ block }) => markdownSource(block)).join('\n')),
          );
          expect(text.length).toBeLessThanOrEqual(longestComment);
          expect(parseSections(text).map(withoutBody)).toEqual(sent.map(withoutBody));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('mean nothing but at the very beginning of a comment', () => {
    const head = headMarker(key, 'abc');
    expect(beginsWithMarker(`${head}\ntext`, key)).toBe(true);
    expect(beginsWithMarker(`> ${head}`, key)).toBe(false);
    expect(beginsWithMarker(` ${head}`, key)).toBe(false);
    expect(beginsWithMarker(head, keyOf('ci', 'measure', 'other'))).toBe(false);
  });

  it('are of different keys where the same words are parted differently', () => {
    expect(keyOf('a', 'b c')).not.toBe(keyOf('a b', 'c'));
  });

  it('are passed over where somebody has broken them', () => {
    const whole = sectionBlock({
      ...{ id: 'a', leg: '0', title: 'A', state: 'met', body: 'text', reporter: null },
      run: { runId: 1, attempt: 1 },
    });
    const broken = '<!-- pod-start-slo:section v1 bm8ganNvbg== -->\nx\n<!-- pod-start-slo:end v1 -->';
    expect(parseSections(`${broken}\n${whole}`).map(({ id }) => id)).toEqual(['a']);
  });
});
