import { cleanText } from '../wording/clean.ts';

const markup = Symbol('markup');

/** Markup that may stand in a page as it is. Nothing that was read from JSON can look like it. */
export interface Html {
  readonly [markup]: string;
}

export type Part = string | number | Html | readonly Part[] | null;

/**
 * Elements around texts: html`<p class="${role}">${message}</p>`. Whatever is put in is cleaned and escaped, unless it
 * is Html itself; lists are joined; null is nothing. Attributes must be written with double quotes.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const raw = strings.map((string) => string.replaceAll(indentation, '\n'));
  return { [markup]: String.raw({ raw }, ...parts.map(markupOf)) };
}

/** Of the source, not of the page. */
const indentation = /\s*\n\s*/g;

/** Markup of our own that holds nothing from elsewhere, to the letter. */
export function constantMarkup(source: string): Html {
  return { [markup]: source };
}

/** The markup as text, for the file. */
export function sourceOf(part: Html): string {
  return part[markup];
}

function markupOf(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeHtml(part);
  if (typeof part === 'number') return String(part);
  return markup in part ? part[markup] : part.map(markupOf).join('');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** The space between a number and its unit, where no line may break. */
const beforeUnit = /(?<=\d) (?=(?:×|ms|s|min)(?![\p{L}\d]))/gu;

/** Text of any origin as text of a page, in an element or in an attribute with quotes around it. */
export function escapeHtml(text: string): string {
  return cleanText(text)
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
    .replaceAll(beforeUnit, '&nbsp;');
}
