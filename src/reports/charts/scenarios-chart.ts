import type { ScenarioResult } from '../../core/result.ts';
import { shorten } from '../wording/clean.ts';
import { capital, commonTotalLabel } from '../figures/measures.ts';
import { html, type Html } from '../html/markup.ts';
import { formatTime } from '../wording/time.ts';
import { frame } from './frame.ts';
import { useMark } from './marks.ts';
import { isJudged, isNever, pointsOf, type Point } from './points.ts';
import { timeScale, type TimeScale } from './scale.ts';
import { lineAcross, lineDown, textAt, tickLabel } from './shapes.ts';

const rowHeightPx = 46;
const labelY = 10;
/** Characters of a name that fit a phone; the table above has it whole. */
const longestName = 40;
const marksY = 30;
const axisHeightPx = 40;
/** Where times end and where those stand that never came, in percent, if there are any. */
const timesEnd = 88;
const neverAt = 96;
/** Starts that took about as long lie beside each other. */
const lanes = [0, -5, 5];

/** Every judged start of every scenario on one axis, each with its median. */
export function scenariosChart(scenarios: readonly ScenarioResult[]): Html | null {
  const rows = scenarios.map((scenario) => ({ scenario, points: pointsOf(scenario).filter(isJudged) }));
  const all = rows.flatMap(({ points }) => points);
  const times = all.flatMap(({ totalMs }) => totalMs ?? []);
  if (times.length === 0) return null;
  const hasNever = all.some(isNever);
  const scale = timeScale(0, Math.max(...times), { range: [0, hasNever ? timesEnd : 100] });
  const bottomY = rows.length * rowHeightPx;
  return frame({
    alt: altOf(scenarios),
    heightPx: bottomY + axisHeightPx,
    plot: [
      scale.ticks.map(({ at }) => lineDown('grid', at, [0, bottomY])),
      rows.map(({ scenario, points }, place) => rowOf(scenario, points, scale, place * rowHeightPx)),
      lineAcross('axis', bottomY, [0, scale.at(Infinity)]),
      scale.ticks.map((tick) => tickLabel(tick, bottomY + 13)),
      hasNever ? textAt('tick', { x: neverAt, y: bottomY + 13 }, 'never') : null,
      textAt('tick', { x: 0, y: bottomY + 31 }, commonTotalLabel(scenarios), { anchor: 'start' }),
    ],
  });
}

function rowOf(scenario: ScenarioResult, points: readonly Point[], scale: TimeScale, topY: number): Html {
  const { p50Ms } = scenario.summary;
  const middle = topY + marksY;
  const median =
    p50Ms === null ? null : lineDown('median', scale.at(p50Ms), [middle - rowHeightPx / 4, middle + 11]);
  return html`${textAt('label', { x: 0, y: topY + labelY }, shorten(scenario.name, longestName), { anchor: 'start' })}
  ${points.map((point, index) => startMark(point, scale, middle + (lanes[index % lanes.length] ?? 0)))}${median}`;
}

/** One whose time nobody knows has no place on the axis. */
function startMark(point: Point, scale: TimeScale, y: number): Html | null {
  const x = isNever(point) ? neverAt : point.totalMs === null ? null : scale.at(point.totalMs);
  if (x === null) return null;
  return html`<g class="start">
    <title>${point.title}</title>
    ${useMark(point, { x, y }, 'small')}
  </g>`;
}

function altOf(scenarios: readonly ScenarioResult[]): string {
  const medians = scenarios.map(({ name, summary }) => `${name}: p50 ${formatTime(summary.p50Ms)}`);
  return `${capital(commonTotalLabel(scenarios))} of every judged iteration, a row for each scenario; ${medians.join('; ')}.`;
}
