import { markdownSource, trustedMarkdown, type Markdown } from '../../core/markdown.ts';

/** A number and its unit stay on one line: `2.85 s`, `2 h`, `2 ×`. */
const beforeUnit = /(?<=\d) (?=(?:ms|s|min|h|×|[kMG]B)(?![\p{L}\d]))/gu;
const noBreakSpace = '\u00a0';

/** Text for people, with no-break spaces between numbers and units. */
export function keepUnits(text: string): string {
  return text.replaceAll(beforeUnit, noBreakSpace);
}

/** The same of Markdown; code is left as it is, since it may be copied. */
export function keepUnitsInMarkdown(markdown: Markdown): Markdown {
  return trustedMarkdown(
    markdownSource(markdown)
      .split(/(```[^]*?```|`[^`\n]*`)/)
      .map((part, place) => (place % 2 === 0 ? keepUnits(part) : part))
      .join(''),
  );
}
