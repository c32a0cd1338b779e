import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { markdownSource, type Markdown } from '../../../src/core/markdown.ts';
import { cleanText } from '../../../src/reports/wording/clean.ts';
import { renderComment } from '../../../src/reports/comment/comment.ts';
import { renderCommentSection } from '../../../src/reports/comment/section.ts';
import { reportInMarkdown } from '../../../src/reports/markdown/markdown.ts';
import {
  blocks,
  code,
  codeBlock,
  details,
  list,
  markdownTable,
  gfm,
} from '../../../src/reports/markdown/escape.ts';
import { anySkeleton, resultSaying, type Skeleton } from '../any-result.ts';
import { dangerousMarkdown } from '../dangerous-markdown.ts';
import { pageOf, prepareGfm, renderGfm, type Page } from '../gfm.ts';

beforeAll(() => void prepareGfm(), 600_000);

/** As GitHub shows each, all rendered by one process. */
const pagesOf = (documents: readonly Markdown[]): Page[] =>
  renderGfm(documents.map(markdownSource)).map(pageOf);

/** What a reader sees of a text: joiners take no space, and space at its ends is not shown. */
const seen = (text: string): string => text.replaceAll(/[\u2060\n]/g, '').toWellFormed();

/** What GitHub turns into links, mentions and emoji after rendering, by its documentation. */
const found = /@[\w-]|#\d|\bGH-\d|(?<![\w])[\da-f]{7,40}(?![\w])|:[\w+-]+:|\bwww\.|:\/\//i;

const texts = fc.sample(dangerousMarkdown, 2000);

describe('GitHub’s own renderer', () => {
  it('makes links of what is not escaped, and formats it', () => {
    const raw = ['www.evil.example', 'see https://evil.example', 'a@b.example', '**x**', '<b>x</b>', '- x'];
    const pages = renderGfm(raw).map(pageOf);
    expect(pages.flatMap(({ elements }) => elements.map((each) => each.split(' ')[0]))).toEqual([
      ...['p', 'a', 'p', 'a', 'p', 'a', 'p', 'strong', 'p', 'b', 'ul', 'li'],
    ]);
  });

  it.each([
    ['a paragraph', (text: string) => gfm`${text}`, ['p']],
    ['a word of a paragraph', (text: string) => gfm`(${text})`, ['p']],
    ['an item of a list', (text: string) => list([text]), ['ul', 'li']],
    ['a heading', (text: string) => gfm`### x ${text}`, ['h3']],
    [
      'a cell',
      (text: string) => markdownTable(['x'], [[text]]),
      ['table', 'thead', 'tr', 'th', 'tbody', 'tr', 'td'],
    ],
    ['a summary', (text: string) => details(text, gfm`x`), ['details', 'summary', 'p']],
    ['code', (text: string) => gfm`x ${code(text)}`, ['p', 'code']],
    ['a block of code', (text: string) => codeBlock('text', [text]), ['pre lang=text', 'code']],
  ])('shows a text of any origin in %s as it is', (_, put, elements) => {
    const told = texts.filter((text) => cleanText(text) !== '');
    for (const [index, page] of pagesOf(told.map(put)).entries()) {
      const text = told[index] ?? '';
      expect(page.elements, JSON.stringify(text)).toEqual(elements);
      if (elements.some((each) => each === 'code')) continue;
      expect(page.text, JSON.stringify(text)).not.toMatch(found);
      expect(seen(page.text), JSON.stringify(text)).toContain(seen(cleanText(text)));
    }
  });

  it.each([
    ...[
      'www.evil.example',
      'WWW.evil.example',
      '(www.evil.example',
      '*www.evil.example',
      'https://evil.example',
    ],
    ...[
      'HTTP://evil.example',
      'ftp://evil.example',
      'a@evil.example',
      'mailto:a@evil.example',
      '<https://a.b>',
    ],
    ...['@octocat', '@org/team', '#7', 'org/repo#7', 'GH-7', 'Gh-7', 'gh-7', 'CVE-2024-1234', ':tada:'],
    ...[
      'a5c3785ed8d6a35868bc169f07e40e889087fd2e',
      'A5C3785',
      'octocat@a5c3785ed8d6a35868bc169f07e40e889087fd2e',
    ],
  ])('makes no link, mention or reference of %s', (text) => {
    const [page] = pagesOf([gfm`${text}`]);
    expect(page?.elements).toEqual(['p']);
    expect(page?.text).not.toMatch(found);
    expect(seen(page?.text ?? '')).toBe(text);
  });
});

describe('a result whose every free text is hostile', () => {
  let skeletons: Skeleton[] = [];
  let hostile: string[] = [];
  beforeAll(() => {
    skeletons = fc.sample(anySkeleton, 100);
    // Begins as the harmless one does: whether a text is empty or a number may decide what is shown.
    hostile = fc.sample(dangerousMarkdown, skeletons.length).map((text) => `x${text}`);
  });

  it.each([
    ['the summary', reportInMarkdown],
    ['the section of a comment', (result) => renderCommentSection(result, { reporter: 'fork' })],
    [
      'the comment of two artifacts',
      (result) => {
        const title = result.scenarios[0]?.name ?? '';
        const block = renderCommentSection(result, { reporter: 'fork' });
        const part = { title, state: 'met', reporter: 'fork', block } as const;
        return renderComment([part, { ...part, state: 'violated' }]);
      },
    ],
  ] satisfies [string, (result: ReturnType<typeof resultSaying>) => Markdown][])(
    'has the same elements in %s as a harmless one',
    (_, render) => {
      const said = (text: (index: number) => string): Page[] =>
        pagesOf(skeletons.map((skeleton, index) => blocks([render(resultSaying(skeleton, text(index)))])));
      const harmless = said(() => 'xy');
      for (const [index, page] of said((place) => hostile[place] ?? '').entries()) {
        expect(page.elements, JSON.stringify(hostile[index])).toEqual(harmless[index]?.elements);
        expect(page.elements.filter((each) => /^(?:a|img|script|h1|h2)\b/.test(each))).toEqual([]);
      }
    },
  );
});
