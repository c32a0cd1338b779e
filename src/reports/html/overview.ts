import type { Result, ScenarioResult } from '../../core/result.ts';
import { html, type Html } from './markup.ts';
import { cell, number, numberHeads, rowOf, tableOf } from './table.ts';
import { nameOf, neverOf, quantiles, verdictWord } from './words.ts';
import { commonTotalLabel } from '../measures.ts';

/** Several scenarios side by side, each leading to its own part. */
export function overview({ scenarios }: Result): Html | null {
  if (scenarios.length < 2) return null;
  const table = tableOf({
    name: 'overview',
    label: 'Scenarios side by side',
    heads: ['Scenario', ...numberHeads(['p50', 'p95', 'max']), 'Verdict'],
    rows: scenarios.map((scenario, index) => scenarioRow(scenario, index + 1)),
  });
  return html`<section class="part" aria-labelledby="scenarios">
    <h2 id="scenarios">Scenarios</h2>
    <p class="faint small">${commonTotalLabel(scenarios)} of each.</p>
    ${table}
  </section>`;
}

function scenarioRow(scenario: ScenarioResult, place: number): Html {
  return rowOf(html`<a class="words" href="#scenario-${place}">${nameOf(scenario)}</a>`, [
    quantiles(scenario.summary, neverOf(scenario)).map(number),
    cell(html`<span class="nowrap">${verdictWord(scenario.verdict)}</span>`),
  ]);
}
