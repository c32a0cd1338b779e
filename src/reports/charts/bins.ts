import { bin, thresholdFreedmanDiaconis } from 'd3-array';
import type { Limit, Point } from './points.ts';
import { isNever } from './points.ts';
import { timeScale, type TimeScale } from './scale.ts';

/** Bins on the whole axis, about: round widths decide. */
const [fewestBins, mostBins] = [10, 40];
/** A limit is drawn to scale unless it is farther from the times than this many times their spread. */
const farthest = 1.5;
/** Times closer than no clock tells apart are as one: floating-point numbers could not divide what is between them. */
const finestMs = 0.001;

/** How many times lie in a stretch, and how many of them over the limit. */
export interface Bin {
  fromMs: number;
  toMs: number;
  count: number;
  over: number;
}

/** The times that were measured. */
export function timesOf(points: readonly Point[]): number[] {
  return points.filter((point) => !isNever(point)).flatMap(({ totalMs }) => totalMs ?? []);
}

/** A scale for times, and for limits that are not far away. */
export function binScale(
  times: readonly number[],
  limits: readonly Limit[],
  range: readonly [number, number],
): TimeScale {
  if (times.length === 0) return timeScale(0, limits.at(-1)?.limitMs ?? 1000, { range });
  const [low, high] = [Math.min(...times), Math.max(...times)];
  const spread = Math.max(high - low, high * 0.1, 1);
  const near = limits
    .map(({ limitMs }) => limitMs)
    .filter((limitMs) => limitMs > low - farthest * spread && limitMs < high + farthest * spread);
  const pad = high - low < finestMs ? spread / 2 : 0;
  return timeScale(Math.max(0, Math.min(low - pad, ...near)), Math.max(high + pad, ...near), { range });
}

/** The times in bins of round widths; empty ones are left out. */
export function binsOf(times: readonly number[], scale: TimeScale, limitMs: number): Bin[] {
  // The scale counts in seconds or minutes, so its ends may be off by a rounding error, and d3 drops what is beyond.
  const fromMs = Math.min(scale.fromMs, ...times);
  const toMs = Math.max(scale.toMs, ...times);
  const ticks = binCount(times, toMs - fromMs);
  const edges = timeScale(fromMs, toMs, { range: [fromMs, toMs], ticks }).ticks;
  const thresholds = edges.map(({ at }) => at).filter((at) => at > fromMs && at < toMs);
  return bin()
    .domain([fromMs, toMs])
    .thresholds(thresholds)([...times])
    .filter(({ length }) => length > 0)
    .map((values) => ({
      fromMs: values.x0 ?? fromMs,
      toMs: values.x1 ?? toMs,
      count: values.length,
      over: values.filter((ms) => ms > limitMs).length,
    }));
}

/** As many as Freedman and Diaconis advise for the times, so more where the axis goes on beyond them. */
function binCount(times: readonly number[], axisMs: number): number {
  const [low, high] = [Math.min(...times), Math.max(...times)];
  if (!(high > low)) return fewestBins;
  const advised = thresholdFreedmanDiaconis([...times], low, high) * (axisMs / (high - low));
  return Math.min(mostBins, Math.max(fewestBins, Math.round(advised)));
}
