import { trustedMarkdown, markdownSource, isMarkdown, type Markdown } from '../../core/markdown.ts';
import { cleanText, shorten } from '../wording/clean.ts';

/** Keeps what follows from being read as a mention, a reference or a link; takes no space. */
const joiner = '\u2060';

/** What stands in Markdown: Markdown as it is, anything else escaped. */
export type Part = Markdown | string | number;

/** Markdown around parts: gfm`**${word}**: ${sentence}`. Parts that are not Markdown are escaped. */
export function gfm(strings: TemplateStringsArray, ...parts: readonly Part[]): Markdown {
  return trustedMarkdown(String.raw({ raw: strings }, ...parts.map(sourceOfPart)));
}

function sourceOfPart(part: Part): string {
  if (isMarkdown(part)) return markdownSource(part);
  return typeof part === 'number' ? String(part) : escaped(part);
}

export const nothing = trustedMarkdown('');

export function isNothing(markdown: Markdown): boolean {
  return markdownSource(markdown) === '';
}

/**
 * Text of any origin as plain text of GitHub's Markdown: no formatting, HTML, mention, reference or link comes out of
 * it, and no cell ends in it.
 */
export function escapeText(text: string): Markdown {
  return trustedMarkdown(escaped(text));
}

function escaped(text: string): string {
  return withoutHtml(withoutLinks(cleanText(text)))
    .replaceAll(/[\\`*_[\]~|$!]/g, String.raw`\$&`)
    .replace(/^([-+=]|\d+[.)])(?=[\s=+-]|$)/, `${joiner}$1`);
}

/** Text of any origin within HTML that stands in Markdown: backslashes would be seen there. */
function escapedInHtml(text: string): string {
  return withoutHtml(withoutLinks(cleanText(text)));
}

function withoutHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * GitHub looks for mentions, references and emoji after Markdown is done, so a backslash does not stop them:
 * https://docs.github.com/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 * A link that begins with www. is one only where the dot follows at once: https://github.github.com/gfm/#autolinks-extension-
 */
function withoutLinks(text: string): string {
  return text
    .replaceAll(/[@#]/g, `$&${joiner}`)
    .replaceAll('://', `:${joiner}//`)
    .replaceAll(/www(?=\.)/gi, `$&${joiner}`)
    .replaceAll(/(?:gh|ghsa|cve)-(?=[\da-z])/gi, `$&${joiner}`)
    .replaceAll(/:(?=[\w+-]+:)/g, `$&${joiner}`)
    .replaceAll(commit, (digits) => digits.replaceAll(/.{6}(?=.)/g, `$&${joiner}`));
}

/** The hash of a commit, which GitHub links from seven digits on where the repository has the commit. */
const commit = /(?<![\da-z])[\da-f]{7,40}(?![\da-z])/gi;

/** A commit that GitHub may link, in short; anything else is escaped. */
export function commitReference(hash: string): Markdown {
  const short = hash.slice(0, 7);
  return /^[\da-f]{7}$/.test(short) ? trustedMarkdown(short) : escapeText(short);
}

const longestCode = 300;

/** Text of any origin as code, which GitHub leaves alone; also inside a table. */
export function code(text: string): Markdown {
  // A backslash does not escape in code, except the bar of a table; so neither may come from the text.
  const inner = shorten(cleanText(text), longestCode)
    .replaceAll('`', 'ˋ')
    .replaceAll('|', '¦')
    .replaceAll('\\', '⧵');
  return trustedMarkdown(inner === '' ? '' : `\`${inner}\``);
}

/** Lines of any origin as a block of code. None can end it, or look like a marker of ours. */
export function codeBlock(language: 'text' | 'mermaid', lines: readonly string[]): Markdown {
  const inner = lines.map((line) =>
    line
      .replaceAll(/[\r\n]/g, ' ')
      .replaceAll('`', 'ˋ')
      .replaceAll('<!--', '<! --'),
  );
  return trustedMarkdown(['```' + language, ...inner, '```'].join('\n'));
}

/** A table; columns are aligned to the right where asked. */
export function markdownTable(
  heads: readonly Part[],
  rows: readonly (readonly Part[])[],
  alignRight: readonly number[] = [],
): Markdown {
  const rule = heads.map((_, index) => (alignRight.includes(index) ? '--:' : '---'));
  const lines = [heads.map(sourceOfPart), rule, ...rows.map((cells) => cells.map(sourceOfPart))];
  return trustedMarkdown(lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n'));
}

/** A link to a page of the server, never to an address from elsewhere. */
export function link(text: Markdown, url: string): Markdown {
  const target = encodeURI(url).replaceAll('(', '%28').replaceAll(')', '%29');
  return trustedMarkdown(`[${markdownSource(text)}](${target})`);
}

/** A part that opens, or closes, on a click. */
export function details(summary: string, content: Markdown, open = false): Markdown {
  const head = `<details${open ? ' open' : ''}><summary>${escapedInHtml(summary)}</summary>`;
  return trustedMarkdown(`${head}\n\n${markdownSource(content)}\n\n</details>`);
}

/** The parts that are not empty, one after the other. */
export function joined(
  parts: readonly Part[],
  separator: ', ' | ' · ' | '; ' | '\n' | '\n\n' | '<br>',
): Markdown {
  return trustedMarkdown(
    parts
      .map(sourceOfPart)
      .filter((part) => part !== '')
      .join(separator),
  );
}

/** Paragraphs, and whatever else has lines of its own. */
export function blocks(parts: readonly Part[]): Markdown {
  return joined(parts, '\n\n');
}

export function list(items: readonly Part[]): Markdown {
  return trustedMarkdown(items.map((item) => `- ${sourceOfPart(item)}`).join('\n'));
}
