import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../src/core/result.ts';
import { markdownSource } from '../../src/core/markdown.ts';
import { renderComment, type CommentPart } from '../../src/reports/comment/comment.ts';
import { renderCommentSection } from '../../src/reports/comment/section.ts';
import { renderJson } from '../../src/reports/formats/json.ts';
import { renderMarkdown } from '../../src/reports/markdown/markdown.ts';
import { sourceOf, html } from '../../src/reports/html/markup.ts';
import { code, details, escapeText, markdownTable, gfm } from '../../src/reports/markdown/escape.ts';
import { tableWidth } from '../../src/reports/terminal/paragraph.ts';
import { renderTable } from '../../src/reports/terminal/table.ts';
import { displayWidth } from '../../src/reports/terminal/width.ts';
import { makeResult, neverAnswered, spread } from '../make-result.ts';
import { anySkeleton, resultSaying } from './any-result.ts';
import { pageOf } from './gfm.ts';
import { renderHtml } from '../../src/reports/html/html.ts';
import { imageWorkload } from '../make-plan.ts';
import { dangerousMarkdown } from './dangerous-markdown.ts';

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
      fc.property(dangerousMarkdown, (text) => {
        for (const cell of [escapeText(text), code(text)]) {
          const table = markdownSource(markdownTable(['head', 'other'], [[cell, 'x']])).split('\n');
          expect(table).toHaveLength(3);
          expect(barsOf(table[2] ?? '')).toBe(3);
        }
      }),
    );
  });

  it('becomes no HTML, mention, reference or link in Markdown', () => {
    fc.assert(
      fc.property(dangerousMarkdown, (text) => {
        const escaped = markdownSource(escapeText(text));
        expect(escaped).not.toMatch(/[<>]/);
        expect(escaped).not.toMatch(/@[\w-]/);
        expect(escaped).not.toMatch(/#\d|\bGH-\d/i);
        expect(escaped).not.toMatch(/:\/\/|www\./i);
        expect(escaped).not.toMatch(/(?<!\\)(?:\\\\)*[`*_[\]~|$!]/);
      }),
    );
  });

  it('does not end the code it stands in', () => {
    fc.assert(
      fc.property(dangerousMarkdown, (text) => {
        expect(markdownSource(code(text))).toMatch(/^(?:`[^`]+`)?$/);
      }),
    );
  });

  it.each([
    ['a report in Markdown', renderMarkdown],
    ['the comment of a pull request', commentOf],
  ])('adds no HTML to %s but its own', (_, render) => {
    fc.assert(
      fc.property(dangerousMarkdown, (text) => {
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
      fc.property(dangerousMarkdown, (text) => {
        const lines = renderTable(resultWith(text)).split('\n');
        expect(lines.filter((line) => /\p{C}/u.test(line))).toEqual([]);
        expect(lines.filter((line) => displayWidth(line) > tableWidth)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('sends no control character to a terminal, whichever free text of a result holds it', () => {
    fc.assert(
      fc.property(anySkeleton, dangerousMarkdown, (skeleton, text) => {
        const lines = renderTable(resultSaying(skeleton, text)).split('\n');
        expect(lines.filter((line) => /\p{C}/u.test(line))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('adds no element to HTML, whichever free text of a result holds it', () => {
    fc.assert(
      fc.property(anySkeleton, dangerousMarkdown, (skeleton, text) => {
        const tagsOf = (said: string): string[] =>
          pageOf(renderHtml(resultSaying(skeleton, said))).elements.map((each) => each.split(' ')[0] ?? '');
        expect(tagsOf(`x${text}`)).toEqual(tagsOf('xy'));
      }),
      { numRuns: 60 },
    );
  });

  it('sends no control character to a terminal as JSON, and is read back the same', () => {
    fc.assert(
      fc.property(dangerousMarkdown, (text) => {
        const result = resultWith(text);
        const json = renderJson(result);
        expect(json.replaceAll('\n', '')).not.toMatch(/[\p{C}\u2028\u2029]/u);
        expect(JSON.parse(json)).toEqual(result);
      }),
      { numRuns: 60 },
    );
  });
});

describe('A bare string', () => {
  it('does not compile where Markdown or HTML is taken, and is escaped by the templates', () => {
    const bare: string = '<b>**x**</b>';
    // @ts-expect-error a string is no Markdown
    expect(markdownSource(details('summary', bare))).not.toContain('<b>');
    // @ts-expect-error a string is no Markdown
    const part: CommentPart = { title: '', state: 'met', reporter: null, block: bare };
    expect(markdownSource(renderComment([part]))).toBeUndefined();
    // @ts-expect-error a string is no HTML
    expect(sourceOf(bare)).toBeUndefined();
    expect(markdownSource(gfm`${bare}`)).toBe(String.raw`&lt;b&gt;\*\*x\*\*&lt;/b&gt;`);
    expect(sourceOf(html`${bare}`)).toBe('&lt;b&gt;**x**&lt;/b&gt;');
  });

  it('that was read from JSON cannot look like Markdown', () => {
    const read = JSON.parse(JSON.stringify(gfm`**x**`)) as string;
    expect(() => gfm`${read}`).toThrow();
  });
});

/** With the text as title of two legs as well. */
function commentOf(result: Result): string {
  const title = result.scenarios[0]?.name ?? '';
  const part = { title, reporter: null, block: renderCommentSection(result) };
  return markdownSource(
    renderComment([
      { ...part, state: 'violated' },
      { ...part, title: `${title} again`, state: 'met' },
    ]),
  );
}

/** Bars of a table row that are not escaped. */
function barsOf(row: string): number {
  return row.replaceAll(/\\./g, '').split('|').length - 1;
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
