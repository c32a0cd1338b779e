import type { IterationResult, ScenarioResult } from '../../core/result.ts';
import { timelineChart } from '../charts/timeline-chart.ts';
import { slowestFirst } from '../figures/slowest.ts';
import { formatTime } from '../wording/time.ts';
import { html, type Html } from './markup.ts';
import { say } from './words.ts';
import { capital, oneOf, startOf } from '../figures/measures.ts';
import { startNumber } from '../wording/start-number.ts';

/** Everything that was seen of the slowest iteration; one that never answered is slower than all others. */
export function slowestPart(scenario: ScenarioResult): Html | null {
  const [slowest] = slowestFirst(scenario);
  const chart =
    slowest === undefined ? null : timelineChart(slowest, startNumber(scenario, slowest), startOf(scenario));
  if (slowest === undefined || chart === null) return null;
  return html`<h3>The slowest ${oneOf(scenario)}</h3>
    <p class="faint small">${aboutIteration(slowest, scenario)}</p>
    <figure class="timeline">${chart}</figure> `;
}

function aboutIteration(slowest: IterationResult, scenario: ScenarioResult): Html {
  const { outcome, reason, message, totalMs, nodeName, probe } = slowest;
  const end = outcome === 'answered' ? `answered after ${formatTime(totalMs)}` : outcome.replace('-', ' ');
  const why =
    reason === null ? null : html`, ${say(reason)}${message === null ? null : html`: ${say(message)}`}`;
  const where = nodeName === null ? null : html`, on <code>${say(nodeName)}</code>`;
  const error = probe.lastError === null ? null : html`, the last error: ${say(probe.lastError)}`;
  return html`${capital(oneOf(scenario))} ${startNumber(scenario, slowest)} ${end}${why}${where}. Attempts:
  ${probe.attempts}${error}. Instants on the clock of this machine since the ${startOf(scenario)}; a line to
  the left of a dot says how much earlier it may have been.`;
}
