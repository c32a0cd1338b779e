import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import type { IterationResult, Outcome, Result, ScenarioResult } from '../../core/result.ts';
import { restartsRemark } from './restarts.ts';
import type { Remark } from './remark.ts';
import { countOf } from './count.ts';
import type { Role } from './style.ts';
import { formatLimit, formatTime } from './time.ts';
import { volumesRemark } from './volume-claims.ts';

/** `20 iterations + 1 warm-up`. */
export function iterationsOf({ iterations }: ScenarioResult): string {
  const warmups = iterations.filter(({ warmup }) => warmup).length;
  const measured = countOf(iterations.length - warmups, 'iteration');
  return warmups === 0 ? measured : `${measured} + ${countOf(warmups, 'warm-up')}`;
}

/** `image removed before each start`, `beside a load of 80% CPU on each node`. */
export function startedUnder({ imageCache, condition }: ScenarioResult): string[] {
  const load = condition?.load ?? null;
  return [
    ...(imageCache === 'remove' ? ['image removed before each start'] : []),
    ...(load === null ? [] : [`beside a load of ${load.cpu} CPU on each node, by ${load.image}`]),
  ];
}

/** How many iterations did not answer, and why; what ended the scenario early. */
export function remarksOf(scenario: ScenarioResult): Remark[] {
  const { summary, timeoutMs } = scenario;
  const after = `timed out after ${formatLimit(timeoutMs)}`;
  const of = `of ${summary.count}`;
  return [
    ...outcomeRemark(scenario, 'timed-out', `${summary.timedOut} ${of} ${after}`, 'bad'),
    ...outcomeRemark(scenario, 'failed', `${summary.failed} ${of} failed`, 'bad'),
    ...outcomeRemark(scenario, 'invalid', `${summary.invalid} invalid, not counted`, 'doubtful'),
    ...restartsRemark(scenario),
    ...volumesRemark(scenario),
    ...stopRemark(scenario),
  ];
}

function outcomeRemark({ iterations }: ScenarioResult, outcome: Outcome, text: string, role: Role): Remark[] {
  const such = iterations.filter((each) => !each.warmup && each.outcome === outcome);
  if (such.length === 0) return [];
  const detail = such.findLast(({ message }) => message !== null)?.message;
  return [{ role, text: `${text}: ${reasonsOf(such)}`, ...(detail == null ? {} : { detail }) }];
}

/** `ImagePullBackOff (2), Unschedulable (1)`, the most frequent first. */
function reasonsOf(iterations: readonly IterationResult[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of iterations) {
    const name = reason ?? 'reason unknown';
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  if (counts.size === 1) return [...counts.keys()].join('');
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${reason} (${count})`)
    .join(', ');
}

function stopRemark({ stoppedBecause, iterations, summary }: ScenarioResult): Remark[] {
  const isEarly = earlyStops.has(stoppedBecause);
  if (iterations.length === 0) return [{ role: 'doubtful', text: `nothing measured: ${stoppedBecause}` }];
  const say = stops[stoppedBecause];
  if (say === null) return [];
  return [{ role: isEarly ? 'doubtful' : 'faint', text: say(countOf(summary.count, 'iteration')) }];
}

const stops: Record<ScenarioResult['stoppedBecause'], ((count: string) => string) | null> = {
  complete: null,
  settled: (count) => `stopped after ${count}: no further start could change the verdict`,
  'max-iterations': (count) => `stopped after ${count} (the maximum)`,
  'max-duration': (count) => `ended after ${count}: the time for the whole run was over`,
  'too-many-invalid': (count) => `ended after ${count}: too many others were invalid`,
  'none-answered': (count) => `stopped after ${count}: nothing has ever answered`,
  interrupted: (count) => `interrupted after ${count}`,
  error: (count) => `ended after ${count} by an error`,
  running: (count) => `not ended yet: ${count} so far`,
};
const earlyStops = new Set<ScenarioResult['stoppedBecause']>([
  'none-answered',
  'max-duration',
  'too-many-invalid',
  'interrupted',
  'error',
  'running',
]);

/** A stall shorter than this blurs no latency by more than what is promised of it. */
const stallMs = 100;
/** Clocks of a cluster are off by some milliseconds everywhere; a second is worth a word. */
const skewMs = 1000;

/** What whoever reads the numbers should know about how they came about. */
export function caveatsOf(result: Result): Remark[] {
  const { measurement, cluster, namespace, seed, merged, policy } = result;
  const { viaReason, watchGaps, throttled, longestStallMs, clockSkewMs, probeFloorMs, notes } = measurement;
  const nodes = countOf(cluster.nodes.length, 'node');
  const origin =
    merged === null
      ? `namespace ${namespace}; seed ${seed}`
      : `merged from ${countOf(merged.length, 'result')}`;
  const facts: [boolean, string, Role][] = [
    [viaReason !== null, `path: ${viaReason ?? ''}`, 'faint'],
    [probeFloorMs !== null, `round trip to a pod that answers: ${formatTime(probeFloorMs)}`, 'faint'],
    [true, `Kubernetes ${cluster.version}, ${nodes}; ${origin}`, 'faint'],
    [
      hasRounds(result),
      `${countOf(ownScenarios(result).length, 'scenario')} by turns, in rounds whose order the seed drew`,
      'faint',
    ],
    [watchGaps > 0, `the watch broke ${times(watchGaps)}: what fell into a gap is unknown`, 'doubtful'],
    [throttled > 0, `the API server asked to slow down ${times(throttled)} (HTTP 429)`, 'doubtful'],
    [
      longestStallMs > stallMs,
      `this process stalled for up to ${formatTime(longestStallMs)}: something else keeps its CPU busy`,
      'doubtful',
    ],
    [
      Math.abs(clockSkewMs ?? 0) > skewMs,
      `the clock of the cluster is off by ${formatTime(clockSkewMs)} from here; no latency uses both`,
      'faint',
    ],
  ];
  return [
    ...facts.filter(([holds]) => holds).map(([, text, role]) => ({ role, text })),
    ...notes.map((text): Remark => ({ role: 'doubtful', text })),
    ...policyRemarks(policy),
  ];
}

/** How the scenarios of a policy were measured, and what of it PowerfulSeal would have done otherwise. */
function policyRemarks(policy: Result['policy']): Remark[] {
  const measured = (policy?.scenarios ?? []).filter(({ how }) => how === 'measured');
  return measured.map(({ name, notes }) => ({
    role: 'faint',
    text: [`policy ${policy?.source ?? ''}: ${name}`, ...notes].join('; '),
  }));
}

function hasRounds(result: Result): boolean {
  const scenarios = ownScenarios(result);
  const known = scenarios.some(({ iterations }) => iterations.some(({ round }) => round !== null));
  return result.merged === null && scenarios.length > 1 && known;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
