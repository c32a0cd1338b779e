import type { ScenarioResult } from '../../core/result.ts';
import type { Html } from '../html/markup.ts';
import { formatTime } from '../wording/time.ts';
import { type Limit, limitsOf } from './points.ts';
import type { TimeScale } from './scale.ts';
import { lineDown, textAt } from './shapes.ts';

export const flagHeightPx = 19;

/** A time that is named above the plot. */
export interface Flag {
  name: 'limit' | 'quantile';
  label: string;
  at: number;
  /** It belongs farther out than the scale goes. */
  beyond: boolean;
}

/** The limits, and the quantiles that were reached. */
export function flagsOf(scenario: ScenarioResult, scale: TimeScale): Flag[] {
  const { p50Ms, p95Ms } = scenario.summary;
  const limits = limitsOf(scenario).map((limit) => limitFlag(limit, scale));
  const sorted = [...limits.filter(({ beyond }) => beyond), ...limits.filter(({ beyond }) => !beyond)];
  // The limits last, nearest to the plot: no label stands below them for their lines to cross.
  return [...quantileFlag('p95', p95Ms, scale), ...quantileFlag('p50', p50Ms, scale), ...sorted];
}

function quantileFlag(name: string, ms: number | null, scale: TimeScale): Flag[] {
  if (ms === null) return [];
  return [{ name: 'quantile', label: `${name} ${formatTime(ms)}`, at: scale.at(ms), beyond: false }];
}

function limitFlag({ limitMs, label }: Limit, scale: TimeScale): Flag {
  const beyond = limitMs > scale.toMs || limitMs < scale.fromMs;
  return { name: 'limit', label, at: scale.at(limitMs), beyond };
}

/** From a flag down to the axis; none where it is beyond the scale. */
export function flagPole({ name, at, beyond }: Flag, row: number, bottomY: number): Html | null {
  return beyond ? null : lineDown(`pole ${name}`, at, [row * flagHeightPx + 2, bottomY]);
}

/** What a flag says, on a line of its own; with an arrow where it is beyond the scale. */
export function flagText({ name, label, at, beyond }: Flag, row: number): Html {
  const isRight = at > 50;
  const far = isRight ? `${label}, beyond this scale →` : `← ${label}, beyond this scale`;
  const shift = beyond ? 0 : isRight ? -6 : 6;
  const place = { x: at, y: row * flagHeightPx + 9 };
  return textAt(`flag ${name}`, place, beyond ? far : label, { anchor: isRight ? 'end' : 'start', shift });
}
