import { cleanText } from '../wording/clean.ts';
import { tableWidth } from './paragraph.ts';
import type { SideBySide } from '../figures/side-by-side.ts';
import type { Style } from '../wording/style.ts';
import { marks, verdictRoles } from './judgement.ts';
import { displayWidth, fitInto, padEnd, padStart } from './width.ts';
import { commonTotalLabel } from '../figures/measures.ts';

const nameWidth = 21;
const valueWidth = 9;
const countWidth = 7;

/** Several scenarios side by side: what each took, how many starts never answered, and its verdict. */
export function comparison(rows: readonly SideBySide[], style: Style): string[] {
  if (rows.length === 0) return [];
  const heads = ['p50', 'p95', 'max', 'Ready'].map((head) => padStart(head, valueWidth)).join('');
  return [
    style('heading', `${padEnd('  scenario', nameWidth)}${heads}${padStart('never', countWidth)}`),
    ...rows.flatMap((row) => rowLines(row, style)),
    style(
      'faint',
      `  ${commonTotalLabel(rows.map(({ scenario }) => scenario))}; Ready: its p50; never: starts without an answer`,
    ),
  ];
}

/** A name that is too long stands above its numbers. */
function rowLines(row: SideBySide, style: Style): string[] {
  const { under, scenario, times, unansweredCount, difference } = row;
  const label = under === null ? `  ${cleanText(scenario.name)}` : `    ${under}`;
  const fits = displayWidth(label) < nameWidth;
  const values = times.map((time) => padStart(time, valueWidth)).join('');
  const numbers = `${values}${padStart(String(unansweredCount), countWidth)}  ${verdict(row, style)}`;
  return [
    ...(fits ? [] : [fitInto(label, tableWidth)]),
    padEnd(fits ? label : '', nameWidth) + numbers,
    ...(difference === '' ? [] : [style('faint', `      ${difference}`)]),
  ];
}

function verdict({ scenario: { verdict: word } }: SideBySide, style: Style): string {
  return word === null ? 'not judged' : style(verdictRoles[word], `${marks[word]} ${word}`);
}
