import type { ScenarioResult } from '../../core/result.ts';
import { html, type Html } from '../html/markup.ts';
import { countOf } from '../wording/count.ts';
import { formatTime } from '../wording/time.ts';
import { distributionAlt } from './alt.ts';
import { type Bin, binScale, binsOf, timesOf } from './bins.ts';
import { type Flag, flagHeightPx, flagPole, flagsOf, flagText } from './flags.ts';
import { frame } from './frame.ts';
import { isJudged, isNever, limitsOf, pointsOf } from './points.ts';
import { percent, round, type TimeScale } from './scale.ts';
import { lineAcross, textAt, tickLabel } from './shapes.ts';
import { totalLabel } from '../figures/measures.ts';

const barsHeightPx = 130;
const axisHeightPx = 40;
const countHeightPx = 16;
/** Where times end and where the bar of those that never came stands, in percent, if there is one. */
const timesEnd = 80;
const neverBar = [88, 99] as const;

/** How the times to the first answer of the judged iterations are spread, with the limit and those that never came. */
export function distributionChart(scenario: ScenarioResult): Html | null {
  const points = pointsOf(scenario).filter(isJudged);
  if (points.length === 0) return null;
  const never = points.filter(isNever).length;
  const limits = limitsOf(scenario);
  const times = timesOf(points);
  const scale = binScale(times, limits, [0, never > 0 ? timesEnd : 100]);
  const bins = binsOf(times, scale, limits[0]?.limitMs ?? Infinity);
  const flags = flagsOf(scenario, scale);
  const topY = flags.length * flagHeightPx + countHeightPx;
  const poles = (name: Flag['name']) =>
    flags.map((flag, row) => (flag.name === name ? flagPole(flag, row, layout.bottomY) : null));
  const layout = {
    bottomY: topY + barsHeightPx,
    most: Math.max(1, never, ...bins.map(({ count }) => count)),
  };
  return frame({
    alt: distributionAlt(scenario),
    heightPx: layout.bottomY + axisHeightPx,
    plot: [
      poles('quantile'),
      bins.map((each) => binMark(each, scale, layout)),
      never > 0 ? neverMark(never, layout) : null,
      axisOf(scale, layout, totalLabel(scenario)),
      poles('limit'),
      bins.map((each) => binCount(each, scale, layout)),
      flags.map(flagText),
    ],
  });
}

interface Layout {
  bottomY: number;
  /** What the tallest bar stands for. */
  most: number;
}

function heightOf(count: number, { most }: Layout): number {
  return (count / most) * barsHeightPx;
}

function binMark({ fromMs, toMs, count, over }: Bin, scale: TimeScale, layout: Layout): Html {
  const across = [scale.at(fromMs), scale.at(toMs)] as const;
  const title = `${formatTime(fromMs)} to ${formatTime(toMs)}: ${countOf(count, 'iteration')}`;
  return html`<g class="bin">
    <title>${title}</title>
    ${bar('within', across, [0, count - over], layout)}${bar('over', across, [count - over, count], layout)}
  </g>`;
}

function binCount({ fromMs, toMs, count }: Bin, scale: TimeScale, layout: Layout): Html {
  return countLabel([scale.at(fromMs), scale.at(toMs)], count, layout);
}

function neverMark(count: number, layout: Layout): Html {
  return html`<g class="bin">
    <title>never: ${countOf(count, 'iteration')}</title>
    ${bar('over', neverBar, [0, count], layout)}${countLabel(neverBar, count, layout)}
    ${lineAcross('axis', layout.bottomY, neverBar)}
    ${textAt('tick', { x: 93.5, y: layout.bottomY + 13 }, 'never')}
  </g>`;
}

/** The part of a bar from one count to another. */
function bar(
  name: string,
  [from, to]: readonly [number, number],
  [low, high]: readonly [number, number],
  layout: Layout,
): Html | null {
  if (low === high) return null;
  const across = html`x="${percent(from + 0.15)}" width="${percent(Math.max(0.3, to - from - 0.3))}"`;
  const y = round(layout.bottomY - heightOf(high, layout));
  return html`<rect
    class="bar ${name}"
    ${across}
    y="${y}"
    height="${round(heightOf(high - low, layout))}"
  />`;
}

function countLabel([from, to]: readonly [number, number], count: number, layout: Layout): Html {
  return textAt('count', { x: (from + to) / 2, y: layout.bottomY - heightOf(count, layout) - 8 }, count);
}

function axisOf(scale: TimeScale, { bottomY }: Layout, label: string): Html {
  const labels = scale.ticks.map((tick) => tickLabel(tick, bottomY + 13));
  const title = textAt('tick', { x: 0, y: bottomY + 31 }, label, { anchor: 'start' });
  return html`${lineAcross('axis', bottomY, [0, scale.at(Infinity)])}${labels}${title}`;
}
