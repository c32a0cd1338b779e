import { parseDurationMs } from '../duration.ts';
import { parseObjective, type Objective } from '../objective.ts';
import type { Scenario } from '../plan.ts';
import type { WatchPlan } from './plan.ts';

/** What the window of a scenario is judged against. */
export interface WatchLimit {
  /** Label of its metrics and alerts. */
  name: string;
  objective: Objective;
}

/** A limit as it is given: a duration is one for the p95 of the total, an objective is taken as it is. */
export function parseLimit(text: string): Objective | { problem: string } {
  const isDuration = parseDurationMs(text.trim()) !== null;
  const parsed = parseObjective(isDuration ? `p95 <= ${text.trim()}` : text);
  return 'problem' in parsed && !isDuration && !/<|^p\d|max/.test(text)
    ? { problem: `"${text}" is neither a duration such as 30s nor an objective such as "p99 <= 30s"` }
    : parsed;
}

/**
 * The limits of a scenario. Where no SLO is given for all of them, its own objectives are: the first is called `slo`,
 * further ones `slo:ready p95` after what they are about.
 */
export function limitsOf(watch: Pick<WatchPlan, 'slo' | 'sla'>, { objectives }: Scenario): WatchLimit[] {
  const own = objectives.map((objective, index) => ({
    name: index === 0 ? 'slo' : `slo:${objective.measure} ${objective.statistic}`,
    objective,
  }));
  const slo = watch.slo === null ? own : [{ name: 'slo', objective: watch.slo }];
  return [...slo, ...(watch.sla === null ? [] : [{ name: 'sla', objective: watch.sla }])];
}

/** How much a breach hurts: an SLO is there to be warned by before the SLA is broken. */
export function severityOf(limit: string): 'warning' | 'critical' {
  return limit === 'sla' ? 'critical' : 'warning';
}
