import { ticks } from 'd3-array';
import { scalePoint } from 'd3-scale';
import type { ScenarioResult } from '../../core/result.ts';
import { html, type Html } from '../html/markup.ts';
import { formatLimit } from '../wording/time.ts';
import { iterationsAlt } from './alt.ts';
import { frame } from './frame.ts';
import { mark, type MarkSize } from './marks.ts';
import { isNever, type Limit, type Point, pointsOf } from './points.ts';
import { beyondLabel, type Reach, reachOf } from './reach.ts';
import { percent, round, timeScale, type TimeScale } from './scale.ts';
import { lineAcross, lineDown, textAt, textBeside } from './shapes.ts';

const plotHeightPx = 190;
const axisHeightPx = 40;
const marginPx = 12;
const neverHeightPx = 26;
const labelHeightPx = 22;
const textHeightPx = 13;
/** Between a limit that is beyond the scale and the scale. */
const breakHeightPx = 26;
const sideWidthPx = 54;
/** More than so many marks get smaller ones. */
const manyIterations = 80;

/** Where things stand, in pixels from the top; null: there is none. */
interface Layout {
  neverY: number | null;
  beyondY: number | null;
  topY: number;
  bottomY: number;
}

/**
 * The time to the first answer of every iteration in order; those that never answered stand at the top edge.
 * @param chooserOf id of the control that shows more of an iteration, by its index
 */
export function iterationsChart(scenario: ScenarioResult, chooserOf: (index: number) => string): Html | null {
  const points = pointsOf(scenario);
  if (points.length === 0) return null;
  const reach = reachOf(scenario, points);
  const layout = layoutOf(points.some(isNever), reach.beyond.length > 0);
  const scale = timeScale(reach.fromMs, reach.toMs, { range: [layout.bottomY, layout.topY] });
  return frame({
    alt: iterationsAlt(scenario),
    heightPx: layout.bottomY + axisHeightPx,
    side: { widthPx: sideWidthPx, content: sideOf(scale, layout, reach) },
    plot: [
      scale.ticks.map(({ at }) => lineAcross('grid', at)),
      axisOf(points, layout),
      stemsOf(points, scale, layout),
      reach.shown.map(({ limitMs }) => lineAcross('limit', scale.at(limitMs))),
      edgesOf(layout, reach.beyond),
      marksOf(points, scale, layout, chooserOf),
    ],
  });
}

function layoutOf(hasNever: boolean, hasBeyond: boolean): Layout {
  const underNever = marginPx + (hasNever ? neverHeightPx : 0);
  const beyondY = hasBeyond ? underNever + labelHeightPx : null;
  const topY = beyondY === null ? underNever : beyondY + breakHeightPx;
  return { neverY: hasNever ? marginPx : null, beyondY, topY, bottomY: topY + plotHeightPx };
}

function sideOf(scale: TimeScale, { neverY, beyondY, topY }: Layout, { shown, beyond }: Reach): Html[] {
  const limit = beyond[0]?.limitMs;
  const limits = shown.map(({ limitMs }) => ({ at: scale.at(limitMs), label: formatLimit(limitMs) }));
  const isFree = ({ at }: { at: number }) => limits.every((each) => Math.abs(each.at - at) > textHeightPx);
  return [
    ...scale.ticks.filter(isFree).map(({ at, label }) => textBeside('tick', at, label)),
    ...limits.map(({ at, label }) => textBeside('limit-label', at, label)),
    ...(neverY === null ? [] : [textBeside('tick', neverY, 'never')]),
    ...(beyondY === null || limit === undefined
      ? []
      : [textBeside('limit-label', beyondY, formatLimit(limit)), scaleBreak((beyondY + topY) / 2 - 1)]),
  ];
}

/** Two strokes that say: the scale is not continued here. */
function scaleBreak(y: number): Html {
  return html`<path class="axis" d="M${sideWidthPx - 20},${y} l10,-4 m-10,8 l10,-4" fill="none" />`;
}

/** What lies above the scale: limits far away, and the edge of those that never answered. */
function edgesOf({ neverY, beyondY }: Layout, beyond: readonly Limit[]): Html[] {
  return [
    ...(neverY === null ? [] : [lineAcross('edge', neverY + neverHeightPx / 2)]),
    ...(beyondY === null ? [] : [farLimits(beyond, beyondY)]),
  ];
}

function farLimits(beyond: readonly Limit[], y: number): Html {
  const text = textAt('limit-label', { x: 100, y: y - 10 }, beyondLabel(beyond), { anchor: 'end' });
  return html`${lineAcross('limit', y)}${text}`;
}

function axisOf(points: readonly Point[], { bottomY }: Layout): Html {
  const placeOf = placesOf(points);
  const places = points.length === 1 ? [0] : ticks(0, points.length - 1, 8).filter(Number.isInteger);
  // Warm-ups stand apart: hollow, and without a number.
  const labels = places.map((place) =>
    textAt('tick', { x: placeOf(place), y: bottomY + 13 }, axisNumber(points[place])),
  );
  return html`${lineAcross('axis', bottomY)}${labels}${textAt('tick', { x: 50, y: bottomY + 31 }, 'iteration')}`;
}

function axisNumber(point: Point | undefined): string | null {
  return point !== undefined && /^\d/.test(point.number) ? point.number : null;
}

/** Where an iteration stands across, by its place in the list. */
function placesOf(points: readonly Point[]): (place: number) => number {
  const scale = scalePoint([...points.keys()], [0, 100]).padding(0.5);
  return (place) => scale(place) ?? 0;
}

/** From the axis to the mark, so that neighbours are told apart, and a dash where it became Ready. */
function stemsOf(points: readonly Point[], scale: TimeScale, { topY, bottomY }: Layout): Html[] {
  const placeOf = placesOf(points);
  return points.map((point, place) => {
    const x = placeOf(place);
    const y = isNever(point) ? topY : scale.at(point.totalMs ?? 0);
    const stem = lineDown(isNever(point) ? 'stem open' : 'stem', x, [bottomY, y]);
    return html`${stem}${point.readyMs === null ? null : readyDash(x, scale.at(point.readyMs), sizeOf(points))}`;
  });
}

function readyDash(x: number, y: number, size: MarkSize): Html {
  return html`<use class="ready-dash" href="#ready-${size}" x="${percent(x)}" y="${round(y)}" />`;
}

function sizeOf(points: readonly Point[]): MarkSize {
  return points.length > manyIterations ? 'small' : 'large';
}

function marksOf(
  points: readonly Point[],
  scale: TimeScale,
  { neverY }: Layout,
  chooserOf: (index: number) => string,
): Html[] {
  const placeOf = placesOf(points);
  return points.map((point, place) => {
    const y = isNever(point) ? (neverY ?? 0) : scale.at(point.totalMs ?? 0);
    return mark(point, { x: placeOf(place), y }, sizeOf(points), chooserOf(point.index));
  });
}
