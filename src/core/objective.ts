import { parseDurationMs, printDurationMs } from './duration.ts';
import { repairedObjective } from './objective-repair.ts';
import { phaseNames } from './phases.ts';

/** The statistics an objective can be about. A quantile is nearest rank: x[⌈nq⌉] of the sorted sample. */
export const statisticNames = ['p50', 'p90', 'p95', 'p99', 'max'] as const;
export type StatisticName = (typeof statisticNames)[number];

/**
 * What only some experiments measure: `heal` and `outage` of healing, `all`, `first`, `half` and `per-pod` where several
 * pods are started at once (scaling, and pod-start with a burst). `heal` is the total under its own name, and so is `all` of
 * scaling; with a burst the total ends with the Service's answer, too.
 */
export const healingMeasures = ['heal', 'outage'] as const;
export const fleetMeasures = ['all', 'first', 'half', 'per-pod'] as const;

/**
 * What is judged: the total (create request to first answer), ready (to condition Ready), sli (Kubernetes' own pod
 * start-up latency), or one phase.
 */
export const measureNames = [
  'total',
  'ready',
  'sli',
  ...phaseNames,
  ...healingMeasures,
  ...fleetMeasures,
] as const;
export type MeasureName = (typeof measureNames)[number];

/** `p95 <= 30s`, `ready p95 <= 10s`, `image-pull max <= 20s`. */
export interface Objective {
  /** As it is printed: normalised spelling of what the user wrote. */
  expression: string;
  measure: MeasureName;
  statistic: StatisticName;
  limitMs: number;
}

/** The quantile of a statistic: 0.95 for p95, 1 for max. */
export function quantileOf(statistic: StatisticName): number {
  return statistic === 'max' ? 1 : Number(statistic.slice(1)) / 100;
}

const form = /^(?:([a-z-]+)\s+)?(p\d+|max)\s*(<=|<)\s*(\S+)$/;

/** An objective, or what is wrong with its text and what is allowed. */
export function parseObjective(text: string): Objective | { problem: string } {
  const parsed = parseExactly(text);
  if (!('problem' in parsed)) return parsed;
  const repaired = repairedObjective(text, measureNames);
  const meant = repaired === null ? null : parseExactly(repaired);
  return meant === null || 'problem' in meant
    ? parsed
    : { problem: `is not an objective; did you mean ${meant.expression}?` };
}

function parseExactly(text: string): Objective | { problem: string } {
  const match = form.exec(text.trim().replaceAll(/\s+/g, ' '));
  if (match === null)
    return { problem: `not an objective; write for instance "p95 <= 30s" or "image-pull p95 <= 10s"` };
  const [, measure = 'total', statistic = '', operator, limit = ''] = match;
  if (operator === '<') return { problem: 'write "<=": a limit is met when it is reached exactly' };
  if (!isMeasure(measure))
    return { problem: `"${measure}" is not measured; allowed: ${measureNames.join(', ')}` };
  if (!isStatistic(statistic))
    return { problem: `"${statistic}" is not a statistic; allowed: ${statisticNames.join(', ')}` };
  const limitMs = parseDurationMs(limit);
  if (limitMs === null)
    return { problem: `"${limit}" is not a duration; write for instance 500ms, 30s or 1m30s` };
  if (limitMs <= 0) return { problem: `the limit must be more than 0` };
  return { expression: print(measure, statistic, limitMs), measure, statistic, limitMs };
}

function print(measure: MeasureName, statistic: StatisticName, limitMs: number): string {
  return `${measure === 'total' ? '' : `${measure} `}${statistic} <= ${printDurationMs(limitMs)}`;
}

function isMeasure(text: string): text is MeasureName {
  return (measureNames as readonly string[]).includes(text);
}

function isStatistic(text: string): text is StatisticName {
  return (statisticNames as readonly string[]).includes(text);
}
