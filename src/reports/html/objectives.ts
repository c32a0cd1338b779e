import type { ObjectiveResult, ScenarioResult } from '../../core/result.ts';
import { evidenceOf, observedOf, verdictText } from '../wording/sentences.ts';
import { html, type Html } from './markup.ts';
import { cell, number, rowOf, tableOf } from './table.ts';
import { nameOf, say, verdictWord } from './words.ts';

/** Every objective with what was measured, how it stands and, below it, what that rests on. */
export function objectivesPart(scenario: ScenarioResult): Html | null {
  if (scenario.objectives.length === 0) return null;
  const table = tableOf({
    name: 'objectives',
    label: `Objectives: ${nameOf(scenario)}`,
    heads: ['Objective', { number: 'Measured' }, 'Verdict'],
    rows: scenario.objectives.map((objective) => rowsOf(objective, scenario)),
  });
  return html`<h3>Objectives</h3>
    ${table}`;
}

function rowsOf(objective: ObjectiveResult, scenario: ScenarioResult): Html {
  const { expression, verdict } = objective;
  const row = rowOf(html`<code>${say(expression)}</code>`, [
    number(observedOf(objective, scenario)),
    cell(verdictWord(verdict, verdictText(objective))),
  ]);
  return html`${row}
    <tr class="evidence">
      <td colspan="3">${say(evidenceOf(objective))}</td>
    </tr> `;
}
