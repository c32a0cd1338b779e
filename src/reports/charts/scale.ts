/**
 * Charts of the HTML report: scales, ticks and bins come from d3-scale and d3-array (ISC, with what they need 35 kB in
 * the bundle, no DOM needed); the SVG around them is templates of our own. Vega with Vega-Lite would add 1 MB to what
 * every user of the action downloads, and its SVG has colours as attributes, which cannot follow the reader's colour
 * scheme; Observable Plot needs a DOM. Everything horizontal is in percent, so that a chart is as wide as the page
 * without its letters becoming smaller; colours are classes, which the strict policy of the page allows.
 */
import { scaleLinear } from 'd3-scale';

export interface Tick {
  /** Where in the range: a percentage across, pixels downwards. */
  at: number;
  label: string;
  /** Left out where there is little room: others are on both sides of it. */
  minor: boolean;
}

/** Milliseconds laid out over a range, with round numbers at its ends. */
export interface TimeScale {
  fromMs: number;
  toMs: number;
  /** Where a time is; times beyond the ends are put at the ends. */
  at: (ms: number) => number;
  ticks: Tick[];
}

export interface TimeScaleOptions {
  range?: readonly [number, number];
  /** About how many ticks. */
  ticks?: number;
}

/** More labels than this may not fit beside each other on a phone. */
const mostTicks = 4;

const units = [
  { fromMs: 180_000, ms: 60_000, name: 'min' },
  { fromMs: 1000, ms: 1000, name: 's' },
  { fromMs: 0, ms: 1, name: 'ms' },
] as const;

/** A scale that holds both times, and begins and ends at round ones. */
export function timeScale(fromMs: number, toMs: number, options: TimeScaleOptions = {}): TimeScale {
  const { range = [0, 100], ticks: count = 5 } = options;
  const unit = units.find((each) => toMs >= each.fromMs) ?? units[2];
  const scale = scaleLinear([fromMs / unit.ms, toMs / unit.ms], [...range])
    // Finer than the ticks, so that no large part of the axis stays empty.
    .nice(2 * count)
    .clamp(true);
  const [from = 0, to = 1] = scale.domain();
  const format = scale.tickFormat(count);
  const label = (value: number) => (value === 0 ? '0' : `${format(value)} ${unit.name}`);
  return {
    fromMs: from * unit.ms,
    toMs: to * unit.ms,
    at: (ms) => scale(ms / unit.ms),
    ticks: scale.ticks(count).map((value, place, all) => ({
      at: scale(value),
      label: label(value),
      minor: all.length > mostTicks && place % 2 === 1,
    })),
  };
}

/** A number as SVG needs it: two digits after the point are less than a pixel. */
export function round(value: number): number {
  return Number(value.toFixed(2));
}

/** `12.5%`. */
export function percent(value: number): string {
  return `${round(value)}%`;
}
