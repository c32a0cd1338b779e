import type { ScenarioResult } from '../../core/result.ts';
import { availabilityChart } from '../charts/availability-chart.ts';
import { distributionChart } from '../charts/distribution-chart.ts';
import { legend, type LegendEntry } from '../charts/frame.ts';
import { iterationsChart } from '../charts/iterations-chart.ts';
import { sampleMark } from '../charts/marks.ts';
import { type Kind, limitsOf, type Point, pointsOf } from '../charts/points.ts';
import { reachOf } from '../charts/reach.ts';
import { lineAcross } from '../charts/shapes.ts';
import { waterfallChart, waterfallLegend } from '../charts/waterfall-chart.ts';
import { formatLimit } from '../wording/time.ts';
import { html, type Html } from './markup.ts';
import { startOf } from '../figures/measures.ts';
import { chooserId } from './timelines.ts';

/** @param place of the scenario in the result */
export function iterationsPart(scenario: ScenarioResult, place: number): Html | null {
  const chart = iterationsChart(scenario, (index) => chooserId(place, index));
  if (chart === null) return null;
  return html`<div>
    <h3>Iterations in order</h3>
    <figure class="iterations">
      ${chart}
      <figcaption>${legend(legendOf(scenario))}</figcaption>
    </figure>
  </div>`;
}

/** Every kind of mark that is there, with how many there are. */
function legendOf(scenario: ScenarioResult): LegendEntry[] {
  const points = pointsOf(scenario);
  const limitMs = limitsOf(scenario)[0]?.limitMs;
  const judged = points.filter(({ warmup }) => !warmup);
  const entries = kindsOf(judged).map(({ kind, count }) => ({
    sample: sampleMark({ kind, warmup: false }),
    label: `${count} ${kindWord(kind, limitMs)}`,
  }));
  const warmups = points.length - judged.length;
  const first = points.find(({ warmup }) => warmup);
  const warmup =
    first === undefined ? [] : [{ sample: sampleMark(first), label: `${warmups} warm-up, not judged` }];
  const limits = reachOf(scenario, points).shown.map(({ label }) => ({ sample: limitSample, label }));
  const ready = points.some(({ readyMs }) => readyMs !== null)
    ? [{ sample: readySample, label: 'Ready' }]
    : [];
  return [...entries, ...warmup, ...ready, ...limits];
}

function kindsOf(points: readonly Point[]): { kind: Kind; count: number }[] {
  const kinds = [...new Set(points.map(({ kind }) => kind))];
  return kinds.map((kind) => ({ kind, count: points.filter((point) => point.kind === kind).length }));
}

function kindWord(kind: Kind, limitMs: number | undefined): string {
  if (kind === 'within') return limitMs === undefined ? 'answered' : `within ${formatLimit(limitMs)}`;
  if (kind === 'over') return `over ${formatLimit(limitMs ?? 0)}`;
  return {
    'timed-out': 'timed out',
    failed: 'failed',
    invalid: 'invalid, not counted',
    unknown: 'answered, time unknown',
  }[kind];
}

const readySample = html`<svg class="sample" width="10" height="14" aria-hidden="true">
  <use class="ready-dash" href="#ready-large" x="5" y="7" />
</svg>`;

const limitSample = html`<svg class="sample" width="18" height="14" aria-hidden="true">
  ${lineAcross('limit', 7)}
</svg>`;

export function distributionPart(scenario: ScenarioResult): Html | null {
  const chart = distributionChart(scenario);
  if (chart === null) return null;
  return html`<div>
    <h3>Distribution</h3>
    <figure class="distribution">${chart}</figure>
  </div>`;
}

/** Of several new pods at once: how many were there when. */
export function availabilityPart(scenario: ScenarioResult): Html | null {
  const chart = availabilityChart(scenario);
  if (chart === null) return null;
  return html`<h3>New pods available</h3>
    <p class="faint small">How many of them were Ready and answering, since the ${startOf(scenario)}.</p>
    <figure class="availability">${chart}</figure> `;
}

export function waterfallPart(scenario: ScenarioResult): Html | null {
  const chart = waterfallChart(scenario);
  if (chart === null) return null;
  return html`<h3>What happened when</h3>
    <p class="faint small">
      Every iteration from its ${startOf(scenario)} on, by when this machine saw each
      step${warmupNote(scenario)}.
    </p>
    <figure class="waterfall">
      ${chart}
      <figcaption>${legend(waterfallLegend(scenario))}</figcaption>
    </figure> `;
}

function warmupNote({ iterations }: ScenarioResult): string {
  return iterations.some(({ warmup }) => warmup) ? '; (w) is a warm-up' : '';
}
