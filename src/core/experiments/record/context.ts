import type { Observation } from '../../observation.ts';
import { phaseKeys, type Phases } from '../../phases.ts';
import type { IterationResult } from '../../result.ts';
import { invalid, type Ending } from '../fold/state.ts';
import { gapsIn } from './gaps.ts';
import { phaseTimes, type PhaseTimes, type WasCached } from './phase-times.ts';
import { longestOf, type Stall } from './stalls.ts';
import type { PodTimeline } from './timeline.ts';

/** What the record of an iteration says of its run, and how it was measured. */
export interface RecordContext {
  index: number;
  round: number;
  warmup: boolean;
  startOffsetMs: number;
  startWaitMs: number;
  /** After which an iteration without an answer is timed-out. */
  timeoutMs: number;
  wasCached: WasCached;
  /** Whether the probed path goes through the Service; a port-forward goes straight to the pod. */
  throughService: boolean;
  /** Time between two attempts, as the schedule has it. */
  probeIntervalMs: number;
}

/** What every experiment records alike. */
interface Common {
  /** Wall clock of the request that is timed from, microseconds; undefined where none was sent. */
  unixUs: number | undefined;
  /** What decided; null where nothing has. */
  ending: Ending | null;
  /** What was observed of the iteration itself. */
  observed: readonly Observation[];
  stalls: readonly Stall[];
}

/** The part of a record that no experiment has differently. */
export function commonRecord(
  { index, round, warmup, startOffsetMs, startWaitMs }: RecordContext,
  { unixUs, ending, observed, stalls }: Common,
) {
  const startedAt = isoMicroseconds(unixUs ?? 0);
  return {
    ...{ index, round, warmup, startOffsetMs, startWaitMs, deletionMs: null, startedAt },
    ...(ending ?? { outcome: 'timed-out' as const, reason: null, message: null }),
    watchGaps: gapsIn(observed).length,
    stalledMs: longestOf(stalls),
  };
}

export const unknownPhases = Object.fromEntries(Object.values(phaseKeys).map((key) => [key, null])) as Phases;

/**
 * Where the time of the pod went that decided; nothing is known without one.
 * @param answeredMs the Service's first answer, milliseconds since the request; null where it says nothing of this pod
 */
export function timesOf(
  pod: PodTimeline | null,
  answeredMs: number | null,
  { wasCached, throughService }: Pick<RecordContext, 'wasCached' | 'throughService'>,
): PhaseTimes {
  if (pod === null) return { phases: { ...unknownPhases }, applicationAtMostMs: null, imagePulls: [] };
  return phaseTimes(pod, answeredMs, wasCached, throughService);
}

/** An answer found while several paths were tried is nobody's latency. */
export const searchedEnding = invalid({
  reason: 'PathSearch',
  message: 'the path to the Service had to be found first',
});

/** The pod whose start took longest decides where the time went. */
export function decisivePod(pods: readonly PodTimeline[]): PodTimeline | null {
  const readyAt = (pod: PodTimeline): number => pod.ready?.sinceStartMs ?? Infinity;
  const alive = pods.filter(({ hasEnded }) => !hasEnded);
  return (alive.length > 0 ? alive : pods).reduce<PodTimeline | null>(
    (worst, pod) => (worst === null || readyAt(pod) > readyAt(worst) ? pod : worst),
    null,
  );
}

/** How the Service was probed, and how exactly that tells when it answered. */
export function probeFacts(observations: readonly Observation[]): IterationResult['probe'] {
  const probes = observations.flatMap((seen) =>
    seen.kind === 'probe' && seen.target === 'service' ? [seen] : [],
  );
  const match = probes.find((probe) => probe.matched);
  const failures = probes.filter((probe) => !probe.matched);
  const lastStartedMs = failures
    .map(({ startedMs }) => startedMs)
    .filter((ms) => ms < (match?.startedMs ?? 0))
    .reduce((a, b) => Math.max(a, b), -Infinity);
  return {
    attempts: probes.length,
    lastError: failures.at(-1)?.error ?? null,
    resolutionMs:
      match === undefined || !Number.isFinite(lastStartedMs) ? null : match.startedMs - lastStartedMs,
  };
}

/** ISO 8601 with microseconds, from microseconds since the Unix epoch. */
export function isoMicroseconds(unixUs: number): string {
  const wholeMs = Math.floor(unixUs / 1000);
  const us = Math.floor(unixUs - wholeMs * 1000);
  return new Date(wholeMs).toISOString().replace('Z', `${String(us).padStart(3, '0')}Z`);
}
