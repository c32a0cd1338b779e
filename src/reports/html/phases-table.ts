import type { ScenarioResult } from '../../core/result.ts';
import { phaseBar } from '../charts/phase-bar.ts';
import { phaseRows, type PhaseRow } from '../figures/phases.ts';
import { formatTime, missing } from '../wording/time.ts';
import { html, type Html } from './markup.ts';
import { number, numberHeads, rowOf, tableOf } from './table.ts';
import { nameOf, quantiles } from './words.ts';

/** Where the time went: each phase with its quantiles, drawn and in numbers. */
export function phasesPart(scenario: ScenarioResult): Html | null {
  const rows = phaseRows(scenario);
  if (rows.length === 0) return null;
  const largestMs = Math.max(0, ...rows.map(({ distribution }) => largestOf(distribution)));
  const hasNever = rows.some(({ distribution }) => distribution?.maxMs === null);
  const table = tableOf({
    name: 'phases',
    label: `Phases: ${nameOf(scenario)}`,
    heads: [
      'Phase',
      `0 to ${hasNever ? 'never' : formatTime(largestMs)}`,
      ...numberHeads(['p50', 'p95', 'max']),
    ],
    rows: rows.map((row) => phaseRow(row, hasNever ? largestMs * neverAt : largestMs)),
  });
  return html`<h3>Where the time went</h3>
    <p class="faint small">
      Phases overlap, so they need not add up. Bars reach to the p50, lines to the p95, ticks stand at the
      max.
    </p>
    ${table}`;
}

/** Where bars end, what was never reached is farther. */
const neverAt = 1.15;

function largestOf(distribution: PhaseRow['distribution']): number {
  const { p50Ms = null, p95Ms = null, maxMs = null } = distribution ?? {};
  return Math.max(p50Ms ?? 0, p95Ms ?? 0, maxMs ?? 0);
}

function phaseRow({ name, distribution, remark }: PhaseRow, largestMs: number): Html {
  const values = distribution === null ? [missing, missing, missing] : quantiles(distribution, 'never');
  const note = remark === '' ? null : html`<span class="remark">${remark}</span>`;
  return rowOf(html`${name}${note}`, [
    html`<td class="drawn">${distribution === null ? null : phaseBar(distribution, largestMs)}</td>`,
    values.map(number),
  ]);
}
