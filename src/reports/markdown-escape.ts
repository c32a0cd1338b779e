import { cleanText, shorten } from './clean.ts';

/** Keeps what follows from being read as a mention, a reference or a link; takes no space. */
const joiner = '\u2060';

/**
 * Text of any origin as plain text of GitHub's Markdown: no formatting, HTML, mention, reference or link comes out of
 * it, and no cell ends in it. Mentions and references are looked for after Markdown is done, so a backslash does not
 * stop them.
 */
export function escapeText(text: string): string {
  return withoutLinks(withoutHtml(cleanText(text)).replaceAll(/[\\`*_[\]~|$!]/g, String.raw`\$&`)).replace(
    /^([-+=]|\d+[.)])(?=[\s=+-]|$)/,
    `${joiner}$1`,
  );
}

/** Text of any origin within HTML that stands in Markdown, such as a summary: backslashes would be seen there. */
export function escapeInHtml(text: string): string {
  return withoutLinks(withoutHtml(cleanText(text)));
}

function withoutHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function withoutLinks(text: string): string {
  return text
    .replaceAll(/[@#]/g, `$&${joiner}`)
    .replaceAll('://', `:${joiner}//`)
    .replaceAll(/www\./gi, `$&${joiner}`)
    .replaceAll(/\b(GH|gh)-(?=\d)/g, `$&${joiner}`);
}

const longestCode = 300;

/** Text of any origin as code, which GitHub leaves alone; also inside a table. */
export function code(text: string): string {
  // A backslash does not escape in code, except the bar of a table; so neither may come from the text.
  const inner = shorten(cleanText(text), longestCode)
    .replaceAll('`', 'ˋ')
    .replaceAll('|', '¦')
    .replaceAll('\\', '⧵');
  return inner === '' ? '' : `\`${inner}\``;
}

/** A table whose cells are Markdown already; columns after the first are aligned to the right where asked. */
export function markdownTable(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
  alignRight: readonly number[] = [],
): string {
  const rule = heads.map((_, index) => (alignRight.includes(index) ? '--:' : '---'));
  return [heads, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** A part that opens, or closes, on a click. */
export function details(summary: string, content: string, open = false): string {
  return `<details${open ? ' open' : ''}><summary>${summary}</summary>\n\n${content}\n\n</details>`;
}
