import type { FleetRecord, ScenarioResult } from '../../core/result.ts';
import { html, type Html } from '../html/markup.ts';
import { countOf } from '../wording/count.ts';
import { startNumber, startTitle } from '../wording/start-number.ts';
import { slowestFirst } from '../figures/slowest.ts';
import { formatTime } from '../wording/time.ts';
import { frame, legend } from './frame.ts';
import { round, timeScale, type TimeScale } from './scale.ts';
import { lineAcross, lineDown, textBeside, timeTick } from './shapes.ts';

const plotHeightPx = 120;
const topHeightPx = 10;
const axisHeightPx = 26;
const sideWidthPx = 44;

/** How many new pods of an iteration were available when. */
interface Curve {
  name: 'typical' | 'slowest';
  title: string;
  asked: number;
  /** When each pod became available, in order. */
  timesMs: number[];
}

/** How the new pods became available over time: of the iteration in the middle, and of the slowest. */
export function availabilityChart(scenario: ScenarioResult): Html | null {
  const curves = curvesOf(scenario);
  if (curves.length === 0) return null;
  const most = Math.max(1, ...curves.map(({ asked }) => asked));
  const scale = timeScale(0, Math.max(1, ...curves.flatMap(({ timesMs }) => timesMs)));
  const bottomY = topHeightPx + plotHeightPx;
  const heightAt = (pods: number): number => bottomY - (pods / most) * plotHeightPx;
  return html`${frame({
    alt: altOf(curves),
    heightPx: bottomY + axisHeightPx,
    side: {
      widthPx: sideWidthPx,
      content: [0, most].map((pods) => textBeside('tick', heightAt(pods), pods)),
    },
    plot: [
      scale.ticks.map((tick) => timeTick(tick, [topHeightPx, bottomY + 4])),
      lineAcross('axis', bottomY),
      lineAcross('edge', heightAt(most)),
      curves.map((curve) => curveMark(curve, scale, heightAt)),
    ],
  })}
  ${legend(curves.map((curve) => ({ sample: sampleOf(curve), label: labelOf(curve) })))}`;
}

function curvesOf(scenario: ScenarioResult): Curve[] {
  const fleets = slowestFirst(scenario).flatMap((iteration) =>
    iteration.fleet === undefined ? [] : [{ iteration, fleet: iteration.fleet }],
  );
  const [slowest] = fleets;
  const middle = fleets[Math.floor(fleets.length / 2)];
  if (slowest === undefined || middle === undefined) return [];
  const curve = (name: Curve['name'], { iteration, fleet }: typeof slowest): Curve => ({
    name,
    title: startTitle(startNumber(scenario, iteration)),
    asked: fleet.to - fleet.from,
    timesMs: timesOf(fleet),
  });
  const curves = [curve('slowest', slowest)];
  return slowest === middle ? curves : [curve('typical', middle), ...curves];
}

function timesOf({ pods }: FleetRecord): number[] {
  return pods.flatMap((pod) => pod.availableMs ?? pod.availableAtMostMs ?? []).sort((a, b) => a - b);
}

/** Up by one at each pod, and on to the end of the plot where all came, or open where some did not. */
function curveMark(
  { name, title, timesMs, asked }: Curve,
  scale: TimeScale,
  heightAt: (pods: number) => number,
): Html {
  const steps = timesMs.map((ms, pods) => {
    const x = scale.at(ms);
    const next = timesMs[pods + 1];
    const until = next === undefined ? (pods + 1 < asked ? 100 : x) : scale.at(next);
    const y = heightAt(pods + 1);
    return html`${lineDown('rise', x, [round(heightAt(pods)), round(y)])}${lineAcross('run', y, [x, until])}`;
  });
  return html`<g class="curve ${name}">
    <title>${title}: ${timesMs.length} of ${asked}</title>
    ${steps}
  </g>`;
}

function labelOf({ name, title, timesMs, asked }: Curve): string {
  const which = name === 'typical' ? 'in the middle' : 'slowest';
  const last = timesMs.at(-1);
  const end = last === undefined ? '' : `, the last after ${formatTime(last)}`;
  return `${which}, ${title}: ${timesMs.length} of ${countOf(asked, 'new pod')}${end}`;
}

function altOf(curves: readonly Curve[]): string {
  const said = curves.map(
    (curve) =>
      `${labelOf(curve)}${curve.timesMs[0] === undefined ? '' : `, the first after ${formatTime(curve.timesMs[0])}`}`,
  );
  return `How many new pods were available when: ${said.join('; ')}.`;
}

function sampleOf({ name }: Curve): Html {
  return html`<svg class="sample" width="18" height="14" aria-hidden="true">
    <g class="curve ${name}">${lineAcross('run', 7)}</g>
  </svg>`;
}
