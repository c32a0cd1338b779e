import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import type { IterationResult, Outcome, Result, ScenarioResult } from '../../core/result.ts';
import { restartsRemark } from './restarts.ts';
import { oneOf } from '../figures/measures.ts';
import type { Remark } from './remark.ts';
import { countOf } from './count.ts';
import type { Role } from './style.ts';
import { formatLimit, formatTime } from './time.ts';
import { volumesRemark } from './volume-claims.ts';

/** `20 starts + 1 warm-up`. */
export function iterationsOf(scenario: ScenarioResult): string {
  const { iterations } = scenario;
  const warmups = iterations.filter(({ warmup }) => warmup).length;
  const measured = countOf(iterations.length - warmups, oneOf(scenario));
  return warmups === 0 ? measured : `${measured} + ${countOf(warmups, 'warm-up')}`;
}

/** `image removed before each start`, `under a load of 80% CPU on each node`. */
export function startedUnder({ imageCache, condition }: ScenarioResult): string[] {
  const load = condition?.load ?? null;
  return [
    ...(imageCache === 'remove' ? ['image removed before each start'] : []),
    ...(load === null ? [] : [`under a load of ${load.cpu} CPU on each node, by ${load.image}`]),
  ];
}

/** How many starts did not answer and why, and what ended the scenario early. */
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

function stopRemark(scenario: ScenarioResult): Remark[] {
  const { stoppedBecause, iterations } = scenario;
  const isEarly = earlyStops.has(stoppedBecause);
  if (iterations.length === 0) return [{ role: 'doubtful', text: `nothing measured: ${stoppedBecause}` }];
  const say = stops[stoppedBecause];
  if (say === null) return [];
  return [{ role: isEarly ? 'doubtful' : 'faint', text: say(measuredOf(scenario), oneOf(scenario)) }];
}

/** What a scenario measured: `60 starts`, and of how many where it stopped before a check: `19 of 20 starts`. */
interface MeasuredCount {
  plain: string;
  ofPlanned: string;
}

function measuredOf(scenario: ScenarioResult): MeasuredCount {
  const { summary, schedule } = scenario;
  const { count } = summary;
  const planned = count <= schedule.iterations ? schedule.iterations : schedule.maxIterations;
  const plain = countOf(count, oneOf(scenario));
  return { plain, ofPlanned: planned > count ? `${count} of ${countOf(planned, oneOf(scenario))}` : plain };
}

const stops: Record<
  ScenarioResult['stoppedBecause'],
  ((measured: MeasuredCount, noun: string) => string) | null
> = {
  complete: null,
  settled: ({ ofPlanned }, noun) => `stopped after ${ofPlanned}: no further ${noun} could change the verdict`,
  'max-iterations': ({ plain }) => `stopped after ${plain} (the maximum)`,
  'max-duration': ({ ofPlanned }) => `stopped after ${ofPlanned}: the time limit of the run was reached`,
  'too-many-invalid': ({ plain }) => `stopped after ${plain}: too many others were invalid`,
  'none-answered': ({ plain }, noun) => `stopped after ${plain}: no ${noun} answered`,
  interrupted: ({ plain }) => `interrupted after ${plain}`,
  error: ({ plain }) => `stopped after ${plain} by an error`,
  running: ({ plain }) => `still running: ${plain} so far`,
};
const earlyStops = new Set<ScenarioResult['stoppedBecause']>([
  'none-answered',
  'max-duration',
  'too-many-invalid',
  'interrupted',
  'error',
  'running',
]);

/** A shorter stall changes no latency by more than the promised resolution. */
const stallMs = 100;
/** Clocks always differ by some milliseconds; only a second or more is reported. */
const skewMs = 1000;

/** How the numbers were measured, as far as a reader should know. */
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
    [probeFloorMs !== null, `round trip to an answering pod: ${formatTime(probeFloorMs)}`, 'faint'],
    [true, `Kubernetes ${cluster.version}, ${nodes}; ${origin}`, 'faint'],
    [
      hasRounds(result),
      `${countOf(ownScenarios(result).length, 'scenario')} alternated in rounds; the seed determined their order`,
      'faint',
    ],
    [
      watchGaps > 0,
      `the watch was interrupted ${times(watchGaps)}; changes during an interruption are unknown`,
      'doubtful',
    ],
    [throttled > 0, `the API server throttled this run ${times(throttled)} (HTTP 429)`, 'doubtful'],
    [
      longestStallMs > stallMs,
      `this process stalled for up to ${formatTime(longestStallMs)}; other processes use its CPU`,
      'doubtful',
    ],
    [
      Math.abs(clockSkewMs ?? 0) > skewMs,
      `the cluster’s clock differs from this machine’s by ${formatTime(clockSkewMs)}; no latency mixes the two`,
      'faint',
    ],
  ];
  return [
    ...facts.filter(([holds]) => holds).map(([, text, role]) => ({ role, text })),
    ...notes.map((text): Remark => ({ role: 'doubtful', text })),
    ...policyRemarks(policy),
  ];
}

/** How the scenarios of a policy were measured, and what PowerfulSeal would have done differently. */
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
