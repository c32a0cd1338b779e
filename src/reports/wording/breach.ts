import { judgedOf } from '../../core/measure.ts';
import { quantileOf, statisticNames } from '../../core/objective.ts';
import { phaseNames } from '../../core/phases.ts';
import { allowedOver } from '../../core/quantile.ts';
import type { ObjectiveResult, ScenarioResult } from '../../core/result.ts';
import { isTotal, oneOf } from '../figures/measures.ts';
import { countOf } from './count.ts';
import { formatExcess, formatLimit, formatTime } from './time.ts';
import { isUnanswered, noneAnsweredSentence } from './unanswered.ts';

/** A violated objective, with the scenario that violates it. */
export interface Breach {
  scenario: ScenarioResult;
  objective: ObjectiveResult;
}

/**
 * `60 of 60 starts exceeded 2 s; at most 3 may. The p95 is 2.85 s, 855 ms (43%) over its limit of 2 s`, of a violated
 * objective. Text of a cluster in it is as it came: clean or escape it.
 */
export function breachSentence(breach: Breach): string {
  const none = noneAnsweredIn(breach);
  if (none !== null) return none;
  const { expression, observedMs, limitMs, reason } = breach.objective;
  const count = countSentence(breach);
  if (observedMs === null) return count;
  return observedMs > limitMs
    ? `${count}. ${statisticSentence(breach.objective, observedMs)}`
    : `${expression}: ${reason ?? count}`;
}

/** That no start answered is the whole story, except of a phase, which some may have got through. */
function noneAnsweredIn({ scenario, objective }: Breach): string | null {
  return objective.observedMs === null && !isPhase(objective.measure) ? noneAnsweredSentence(scenario) : null;
}

/** `4 of 19 starts never answered within 60 s (2 × ImagePullBackOff, …); at most 3 may exceed the 30 s p95 limit`. */
export function countSentence({ scenario, objective }: Breach): string {
  const { measure, statistic, limitMs, evidence } = objective;
  const { summary, timeoutMs } = scenario;
  const { n, over } = evidence;
  const noun = measure === 'per-pod' ? 'pod' : oneOf(scenario);
  const limit = formatLimit(limitMs);
  const unanswered = isTotal(measure) ? summary.timedOut + summary.failed : 0;
  const most = mostOver(scenario, objective);
  if (unanswered === 0)
    return `${over} of ${countOf(n, noun)} ${exceeded(measure, limit, n)}${most === null ? '' : `; ${most} may`}`;
  const never = `${unanswered} of ${countOf(summary.count, noun)} never answered within ${formatLimit(timeoutMs)}`;
  const slow = over > unanswered ? `, and ${over - unanswered} more exceeded ${limit}` : '';
  const named = `the ${limit} ${statistic} limit`;
  const rule = most === null ? `that exceeds ${named}` : `${most} may exceed ${named}`;
  return `${never} (${reasonsIn(scenario)})${slow}; ${rule}`;
}

/** What the starts over a limit did not do in time. It is true of those that never got there, too. */
function exceeded(measure: string, limit: string, n: number): string {
  const were = n === 1 ? 'was' : 'were';
  if (isTotal(measure)) return `exceeded ${limit}`;
  if (measure === 'ready') return `${were} not Ready within ${limit}`;
  if (isPhase(measure)) return `did not get through ${measure} within ${limit}`;
  return measure === 'per-pod' ? `${were} not available within ${limit}` : `exceeded ${limit} (${measure})`;
}

/** `at most 3`, the number that the rule allows; null where the rule has no such number. */
function mostOver({ rule, schedule }: ScenarioResult, objective: ObjectiveResult): string | null {
  const { measure, statistic, evidence } = objective;
  const known = statisticNames.find((name) => name === statistic);
  if (rule === 'proven' || known === undefined || measure === 'per-pod') return null;
  const most = allowedOver(Math.max(schedule.maxIterations, evidence.n), quantileOf(known));
  return most === 0 ? 'none' : `at most ${most}`;
}

function statisticSentence(objective: ObjectiveResult, observedMs: number): string {
  const { limitMs } = objective;
  const excess = formatExcess(observedMs, limitMs);
  return `The ${subjectOf(objective)} is ${formatTime(observedMs)}, ${excess} over its limit of ${formatLimit(limitMs)}`;
}

/** `p95`, `image-pull p95`. */
export function subjectOf({ measure, statistic }: ObjectiveResult): string {
  return measure === 'total' ? statistic : `${measure} ${statistic}`;
}

export function isPhase(measure: string): boolean {
  return phaseNames.some((phase) => phase === measure);
}

/** Why starts never answered: `2 × ImagePullBackOff, 1 × Unschedulable`, the most frequent first. */
export function reasonsIn({ iterations }: Pick<ScenarioResult, 'iterations'>): string {
  const counts = new Map<string, number>();
  for (const { reason } of judgedOf(iterations).filter(isUnanswered))
    counts.set(reason ?? 'reason unknown', (counts.get(reason ?? 'reason unknown') ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} × ${reason}`)
    .join(', ');
}
