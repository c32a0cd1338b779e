import { phaseKeys, phaseNames, type PhaseName } from '../../core/phases.ts';
import type { IterationResult, ScenarioResult } from '../../core/result.ts';
import { restartsText } from '../wording/restarts.ts';
import { formatTime, missing } from '../wording/time.ts';
import { html, type Html } from './markup.ts';
import { cell, number, numberHeads, rowOf, tableOf } from './table.ts';
import { nameOf, say } from './words.ts';
import { capital, oneOf, shortLabels } from '../figures/measures.ts';
import { startNumbers } from '../wording/start-number.ts';

/** Every iteration in numbers; also what the charts say to those who do not see them. */
export function iterationsTable(scenario: ScenarioResult): Html | null {
  const { iterations } = scenario;
  if (iterations.length === 0) return null;
  const phases = phaseNames.filter((phase) => iterations.some((each) => timeIn(each, phase) !== null));
  const heals = iterations.some(({ healing }) => healing !== undefined);
  const scales = iterations.some(({ fleet }) => fleet !== undefined);
  const hasSli = iterations.some(({ sliMs }) => sliMs !== null);
  const others = [
    ...(hasSli ? ['SLI'] : []),
    ...(heals ? ['outage'] : []),
    ...(scales ? ['first pod', 'half'] : []),
  ];
  const times = [...shortLabels(scenario), ...others, ...phases.map((phase) => phase.replace('-', ' '))];
  const numbers = startNumbers(scenario);
  const table = tableOf({
    name: 'every-iteration',
    label: `All iterations: ${nameOf(scenario)}`,
    heads: [capital(oneOf(scenario)), 'Outcome', ...numberHeads(times), 'Node'],
    rows: iterations.map((iteration) => iterationRow(iteration, phases, hasSli, numbers)),
  });
  return html`<details>
    <summary>All iterations in numbers</summary>
    ${table}
  </details> `;
}

function iterationRow(
  iteration: IterationResult,
  phases: readonly PhaseName[],
  hasSli: boolean,
  numbers: ReadonlyMap<number, string>,
): Html {
  const { index, totalMs, readyMs, sliMs, nodeName, healing, fleet } = iteration;
  const others = [
    ...(hasSli ? [sliMs] : []),
    ...(healing === undefined ? [] : [healing.outageMs]),
    ...(fleet === undefined ? [] : [fleet.firstMs, fleet.halfMs]),
  ];
  const times = [totalMs, readyMs, ...others, ...phases.map((phase) => timeIn(iteration, phase))];
  return rowOf(numbers.get(index) ?? String(index), [
    cell(outcomeOf(iteration)),
    times.map((ms) => number(formatTime(ms))),
    cell(nodeName === null ? missing : html`<code>${say(nodeName)}</code>`),
  ]);
}

function timeIn({ phases }: IterationResult, phase: PhaseName): number | null {
  return phases[phaseKeys[phase]];
}

function outcomeOf(iteration: IterationResult): Html {
  const { outcome, reason } = iteration;
  const why = reason === null ? null : html`: ${say(reason)}`;
  const restarts = restartsText(iteration);
  return html`${outcome.replace('-', ' ')}${why}${restarts === '' ? null : html`; ${say(restarts)}`}`;
}
