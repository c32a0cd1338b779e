import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import type { Result } from '../../core/result.ts';
import { scenariosChart } from '../charts/scenarios-chart.ts';
import { sideBySide, type SideBySide } from '../figures/side-by-side.ts';
import { missing } from '../wording/time.ts';
import { html, type Html } from './markup.ts';
import { cell, number, numberHeads, rowOf, tableOf } from './table.ts';
import { nameOf, verdictWord } from './words.ts';
import { capital, commonTotalLabel } from '../figures/measures.ts';

/** Several scenarios side by side, each leading to its own part. */
export function overview(result: Result): Html | null {
  const rows = sideBySide(result);
  if (rows.length === 0) return null;
  const never = rows.some(({ unanswered }) => unanswered !== '');
  const conditions = rows.some(({ difference }) => difference !== '');
  const places = new Map(result.scenarios.map((scenario, index) => [scenario, index + 1]));
  const table = tableOf({
    name: 'overview',
    label: 'Scenarios side by side',
    heads: [
      'Scenario',
      'Verdict',
      ...numberHeads(['p50', 'p95', 'max', 'Ready p50']),
      ...(never ? ['Never answered'] : []),
      ...(conditions ? ['Difference to as-is'] : []),
    ],
    rows: rows.map((row) => scenarioRow(row, places.get(row.scenario) ?? 0, { never, conditions })),
  });
  const chart = scenariosChart(ownScenarios(result));
  return html`<section class="part" aria-labelledby="scenarios">
    <h2 id="scenarios">Scenarios</h2>
    <p class="faint small">
      ${capital(commonTotalLabel(rows.map(({ scenario }) => scenario)))} of each. In the chart a dot is a
      start, the upright line their median.
    </p>
    ${table}${chart === null ? null : html`<figure class="scenarios">${chart}</figure>`}
  </section>`;
}

function scenarioRow(
  { scenario, times, unanswered, difference }: SideBySide,
  place: number,
  { never, conditions }: { never: boolean; conditions: boolean },
): Html {
  return rowOf(html`<a class="words" href="#scenario-${place}">${nameOf(scenario)}</a>`, [
    cell(html`<span class="nowrap">${verdictWord(scenario.verdict)}</span>`),
    times.map(number),
    never ? cell(html`<span class="nowrap">${unanswered === '' ? '0' : unanswered}</span>`) : null,
    conditions ? cell(differenceOf(difference)) : null,
  ]);
}

/** May be broken before its range, where there is little room. */
function differenceOf(difference: string): Html | string {
  const [what = '', range] = difference.split(' (');
  if (what === '') return missing;
  const rest = range === undefined ? null : html` <span class="nowrap">(${range}</span>`;
  return html`<span class="nowrap">${what}</span>${rest}`;
}
