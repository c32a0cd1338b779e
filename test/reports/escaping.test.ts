import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/core/result.ts';
import { renderComment } from '../../src/reports/comment/comment.ts';
import { renderCommentSection } from '../../src/reports/comment/section.ts';
import { renderJson } from '../../src/reports/json.ts';
import { renderMarkdown } from '../../src/reports/markdown.ts';
import { code, escapeText, markdownTable } from '../../src/reports/markdown-escape.ts';
import { tableWidth } from '../../src/reports/paragraph.ts';
import { renderTable } from '../../src/reports/table.ts';
import { displayWidth } from '../../src/reports/width.ts';
import { makeResult, neverAnswered, spread } from '../make-result.ts';
import { imageWorkload } from '../make-plan.ts';

/** Text made of what is dangerous somewhere, and of anything else. */
const dangerous = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '|',
          '\n',
          '\r\n',
          '<b>',
          '</details>',
          '<!--',
          '@octocat',
          '@org/team',
          '#12',
          'GH-7',
          '`',
          '\\',
          '\\|',
        ],
        ...[
          '\u001B[31m',
          '\u001B]0;title\u0007',
          '\u009B2J',
          '\u202E',
          '\u200B',
          '\u2028',
          '\u0000',
          '\uD800',
        ],
        ...[
          'https://evil.example',
          'www.evil.example',
          '[a](b)',
          '![a](b)',
          '**',
          '- ',
          '1. ',
          '# ',
          '| --- |',
        ],
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** A result with a text everywhere a cluster or a file may put one. */
function resultWith(text: string): Result {
  const name = text === '' ? 'x' : text;
  return makeResult({
    scenarios: [
      {
        iterations: [
          ...spread(3).map((each) => ({ ...each, nodeName: text })),
          neverAnswered('timed-out', text, text),
          neverAnswered('failed', text, text),
          neverAnswered('invalid', text, text),
        ],
        objectives: ['p95 <= 30s'],
        scenario: { name, workload: imageWorkload(text) },
        causes: [{ name: 'any', message: text, savesMs: 300 }],
      },
      { iterations: spread(2), scenario: { name: `second ${name}` } },
    ],
    result: { namespace: text, error: text },
    measurement: { viaReason: text, notes: [text] },
  });
}

describe('Text from a cluster', () => {
  it('cannot end a table cell or line of Markdown', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        for (const cell of [escapeText(text), code(text)]) {
          const table = markdownTable(['head', 'other'], [[cell, 'x']]).split('\n');
          expect(table).toHaveLength(3);
          expect(barsOf(table[2] ?? '')).toBe(3);
        }
      }),
    );
  });

  it('becomes no HTML, mention, reference or link in Markdown', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[<>]/);
        expect(escaped).not.toMatch(/@[\w-]/);
        expect(escaped).not.toMatch(/#\d|\bGH-\d/i);
        expect(escaped).not.toMatch(/:\/\/|www\.\w/i);
        expect(escaped).not.toMatch(/(?<!\\)(?:\\\\)*[`*_[\]~|$!]/);
      }),
    );
  });

  it('does not end the code it stands in', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        expect(code(text)).toMatch(/^(?:`[^`]+`)?$/);
      }),
    );
  });

  it.each([
    ['a report in Markdown', renderMarkdown],
    ['the comment of a pull request', commentOf],
  ])('adds no HTML to %s but its own', (_, render) => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const outsideCode = render(resultWith(text)).replaceAll(/```mermaid[^]*?```|`[^`\n]*`/g, '');
        const own = outsideCode.replaceAll(/<\/?(?:details(?: open)?|summary)>/g, '');
        expect(own).not.toContain('<');
        expect(countOf(outsideCode.replaceAll('<details open>', '<details>'), '<details>')).toBe(
          countOf(outsideCode, '</details>'),
        );
        expect(outsideCode).not.toMatch(/@[\w-]/);
      }),
      { numRuns: 60 },
    );
  });

  it('sends no control character to a terminal, and keeps the report within 80 columns', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const lines = renderTable(resultWith(text)).split('\n');
        expect(lines.filter((line) => /\p{C}/u.test(line))).toEqual([]);
        expect(lines.filter((line) => displayWidth(line) > tableWidth)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('sends no control character to a terminal as JSON, and is read back the same', () => {
    fc.assert(
      fc.property(dangerous, (text) => {
        const result = resultWith(text);
        const json = renderJson(result);
        expect(json.replaceAll('\n', '')).not.toMatch(/[\p{C}\u2028\u2029]/u);
        expect(JSON.parse(json)).toEqual(result);
      }),
      { numRuns: 60 },
    );
  });
});

/** With the text as title of two legs as well. */
function commentOf(result: Result): string {
  const title = result.scenarios[0]?.name ?? '';
  const block = renderCommentSection(result);
  return renderComment([
    { title, state: 'violated', block },
    { title: `${title} again`, state: 'met', block },
  ]);
}

/** Bars of a table row that are not escaped. */
function barsOf(row: string): number {
  return row.replaceAll(/\\./g, '').split('|').length - 1;
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
