import type { IterationResult, ScenarioResult } from '../../core/result.ts';
import { pointsOf } from '../charts/points.ts';
import { timelineChart, timelineText } from '../charts/timeline-chart.ts';
import { slowestFirst } from '../figures/slowest.ts';
import { formatTime } from '../wording/time.ts';
import { html, type Html } from './markup.ts';
import { nameOf, say } from './words.ts';
import { capital, oneOf, startOf } from '../figures/measures.ts';

/** With more iterations than this, only the slowest has a chart and the others a text: a page must stay small enough. */
const mostCharts = 100;

/** The id of the radio button that shows an iteration's timeline. */
export function chooserId(place: number, index: number): string {
  return `timeline-${place}-${index}`;
}

/**
 * Everything that was seen of one iteration: of the slowest, until the reader chooses another one. A radio button for
 * each does that without a script; the marks of the chart are labels of them. One that never answered is slower than
 * all others.
 */
export function timelinesPart(scenario: ScenarioResult, place: number): Html | null {
  const [slowest = scenario.iterations[0]] = slowestFirst(scenario);
  if (slowest === undefined) return null;
  const one = oneOf(scenario);
  const points = new Map(pointsOf(scenario).map((point) => [point.index, point]));
  const choices = scenario.iterations.map((iteration) => {
    const { index } = iteration;
    const { title = '', number = '' } = points.get(index) ?? {};
    const isSlowest = iteration === slowest;
    const isDrawn = isSlowest || scenario.iterations.length <= mostCharts;
    const checked = isSlowest ? html` checked` : null;
    const input = html`<input
      type="radio"
      name="timeline-${place}"
      id="${chooserId(place, index)}"
      aria-label="${title}"
      ${checked}
    />`;
    return html`${input}
      <div class="chosen">
        <p class="faint small">
          ${isSlowest ? html`The slowest ${one}. ` : null}${aboutIteration(iteration, number, scenario)}
        </p>
        ${isDrawn ? chartOf(iteration, number, scenario) : textOf(iteration, number, scenario)}
      </div> `;
  });
  return html`<h3>Timeline of one ${one}</h3>
    <p class="faint small">
      Click a mark in the chart above, or choose here with the mouse or the arrow keys. Instants on the clock
      of this machine since the ${startOf(scenario)}; a line to the left of a dot says how much earlier it may
      have been.
    </p>
    <div class="choice" role="radiogroup" aria-label="Timeline of one ${one}: ${nameOf(scenario)}">
      ${choices}
    </div> `;
}

function chartOf(iteration: IterationResult, number: string, scenario: ScenarioResult): Html | null {
  const chart = timelineChart(iteration, number, startOf(scenario));
  return chart === null ? null : html`<figure class="timeline">${chart}</figure>`;
}

function textOf(iteration: IterationResult, number: string, scenario: ScenarioResult): Html | null {
  const text = timelineText(iteration, number, startOf(scenario));
  return text === null ? null : html`<p>${text}</p>`;
}

function aboutIteration(iteration: IterationResult, number: string, scenario: ScenarioResult): Html {
  const { outcome, reason, message, totalMs, nodeName, probe } = iteration;
  const end = outcome === 'answered' ? `answered after ${formatTime(totalMs)}` : outcome.replace('-', ' ');
  const why =
    reason === null ? null : html`, ${say(reason)}${message === null ? null : html`: ${say(message)}`}`;
  const where = nodeName === null ? null : html`, on <code>${say(nodeName)}</code>`;
  const error = probe.lastError === null ? null : html`, the last error: ${say(probe.lastError)}`;
  return html`${capital(oneOf(scenario))} ${number} ${end}${why}${where}. Attempts: ${probe.attempts}${error}.`;
}
