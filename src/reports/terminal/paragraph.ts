import { cleanText, longestText, shorten } from '../wording/clean.ts';
import type { Role, Style } from '../wording/style.ts';
import { hang } from './width.ts';

/** Columns of the terminal report. */
export const tableWidth = 80;

/** A text of any origin, wrapped behind a lead. */
export function paragraph(lead: string, text: string, role: Role, style: Style): string[] {
  return hang(lead, shorten(cleanText(text), longestText), tableWidth).map((line) => style(role, line));
}
