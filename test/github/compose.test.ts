import { describe, expect, it } from 'vitest';
import { markdownSource, trustedMarkdown } from '../../src/core/markdown.ts';
import { composeComment, longestComment, type Render } from '../../src/github/compose.ts';
import { keyOf, parseSections } from '../../src/github/marker.ts';
import type { Section, SectionState } from '../../src/github/section.ts';

const key = keyOf('ci');

function section(id: string, body: string, state: SectionState = 'met'): Section {
  return { ...{ id, leg: id, title: id, state, body, reporter: null }, run: { runId: 7, attempt: 1 } };
}

const plain: Render = (sections) =>
  trustedMarkdown(
    [
      '## Start times',
      ...sections.map(({ title, block }) => `### ${title}\n\n${markdownSource(block)}`),
    ].join('\n\n'),
  );

describe('the text of a comment', () => {
  it('is what was rendered, with the sections in their places', () => {
    const text = composeComment(key, 'abc', [section('a', 'first'), section('b', 'second')], plain);
    const visible = text.replaceAll(/<!--.*?-->\n?/g, '').trim();
    expect(visible).toBe('## Start times\n\n### a\n\nfirst\n\n### b\n\nsecond');
  });

  it('has each section once, also where it was rendered twice or not at all', () => {
    const sections = [section('a', 'first'), section('b', 'second')];
    const twice: Render = ([a]) => {
      const block = a === undefined ? '' : markdownSource(a.block);
      return trustedMarkdown(`${block} and ${block}`);
    };
    const text = composeComment(key, 'abc', sections, twice);
    expect(parseSections(text)).toEqual(sections);
    expect(text.match(/first/g)).toHaveLength(1);
  });

  it('loses its longest part first where it is too long, and says so', () => {
    const sections = [
      section('a', 'short'),
      section('b', 'x'.repeat(longestComment)),
      section('c', 'y'.repeat(900)),
    ];
    const bodies = parseSections(composeComment(key, 'abc', sections, plain)).map(({ body }) => body);
    expect(bodies).toEqual(['short', expect.stringContaining('summary of the run has it'), 'y'.repeat(900)]);
  });

  it('loses what was rendered around the sections where that is too long', () => {
    const sections = [section('a', 'short')];
    const text = composeComment(key, 'abc', sections, () => trustedMarkdown('#'.repeat(longestComment)));
    expect(text.length).toBeLessThan(1000);
    expect(parseSections(text)).toHaveLength(1);
  });

  it('keeps what has to be said where not even the markers of all sections fit', () => {
    const many = Array.from({ length: 400 }, (_, index) => section(`leg ${index} ${'-'.repeat(60)}`, 'text'));
    const text = composeComment(key, 'abc', [...many, section('bad', 'slow', 'violated')], plain);
    expect(text.length).toBeLessThanOrEqual(longestComment);
    expect(parseSections(text).map(({ id }) => id)).toContain('bad');
  });
});
