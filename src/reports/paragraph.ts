import { cleanText, shorten } from './clean.ts';
import type { Role, Style } from './style.ts';
import { hang } from './width.ts';

/** Columns of the terminal report. */
export const tableWidth = 80;

/** More of a message than this helps nobody; the JSON result has all of it. */
export const longestText = 400;

/** A text of any origin, wrapped behind a lead. */
export function paragraph(lead: string, text: string, role: Role, style: Style): string[] {
  return hang(lead, shorten(cleanText(text), longestText), tableWidth).map((line) => style(role, line));
}
