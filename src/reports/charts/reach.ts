import type { ScenarioResult } from '../../core/result.ts';
import { type Limit, limitsOf, type Point } from './points.ts';

/** How far an axis of times goes, and which limits are on it. */
export interface Reach {
  fromMs: number;
  toMs: number;
  shown: Limit[];
  /** Too far up for the axis: drawn there, all times would be a line at the bottom. They stand at its end, said so. */
  beyond: Limit[];
}

/** A limit is drawn to scale as long as the times still take this share of the axis. */
const leastShare = 0.4;

/** From 0 to the slowest, or the limit if that is not far away. */
export function reachOf(scenario: ScenarioResult, points: readonly Point[]): Reach {
  const slowestMs = Math.max(...knownTotals(points));
  const limits = limitsOf(scenario);
  const farthestMs = Number.isFinite(slowestMs)
    ? slowestMs / leastShare
    : Math.max(scenario.timeoutMs, ...limits.map(({ limitMs }) => limitMs));
  const shown = limits.filter(({ limitMs }) => limitMs <= farthestMs);
  const ends = [slowestMs, ...shown.map(({ limitMs }) => limitMs)].filter(Number.isFinite);
  const toMs = Math.max(...(ends.length > 0 ? ends : [scenario.timeoutMs]), 1);
  return { fromMs: 0, toMs, shown, beyond: limits.filter(({ limitMs }) => limitMs > farthestMs) };
}

/** The times that were measured; warm-ups among them where they are drawn too. */
export function knownTotals(points: readonly Point[]): number[] {
  return points.flatMap(({ kind, totalMs }) =>
    kind === 'timed-out' || kind === 'failed' ? [] : (totalMs ?? []),
  );
}

/** `p95 limit 30 s, beyond this scale`. */
export function beyondLabel(beyond: readonly Limit[]): string {
  return `${beyond.map(({ label }) => label).join(', ')}, beyond this scale`;
}
