import type { KillMethod } from '../experiment.ts';
import type { Observation } from '../observation.ts';
import { phaseKeys, type Phases } from '../phases.ts';
import type { Instant, IterationResult } from '../result.ts';
import { totalEndMs, type Ending, type IterationState } from './decide.ts';
import { allReadySeen, gapEnding, gapsIn } from './gaps.ts';
import { phaseTimes, type PhaseTimes, type WasCached } from './phase-times.ts';
import { restartsPart } from './restarts.ts';
import {
  answerDelayMs,
  readyDelayMs,
  receiptDelayMs,
  stalledEnding,
  stallsOf,
  tolerableMs,
} from './stalls.ts';
import { instantsOf } from './pod-instants.ts';
import { timelinesOf, type PodTimeline } from './timeline.ts';

export interface RecordContext {
  index: number;
  round: number;
  warmup: boolean;
  startOffsetMs: number;
  startWaitMs: number;
  /** After which an iteration without an answer is timed-out. */
  timeoutMs: number;
  wasCached: WasCached;
  /** Whether the path asked goes through the Service; a port-forward goes straight to the pod. */
  throughService: boolean;
  /** Time between two attempts, as the schedule has it. */
  probeIntervalMs: number;
  /** healing: how a pod is made to go. */
  kill: KillMethod | null;
}

export const unknownPhases = Object.fromEntries(Object.values(phaseKeys).map((key) => [key, null])) as Phases;

/**
 * Where in its run an iteration stands; every experiment records it alike.
 * @param unixUs wall clock of the request that is timed from; undefined where none was made
 */
export function placeInRun(
  { index, round, warmup, startOffsetMs, startWaitMs }: RecordContext,
  unixUs: number | undefined,
) {
  const startedAt = isoMicroseconds(unixUs ?? 0);
  return { index, round, warmup, startOffsetMs, startWaitMs, deletionMs: null, startedAt };
}

/** The result of an ended iteration: a pure function of what was observed. */
export function recordIteration(
  state: IterationState,
  observations: readonly Observation[],
  context: RecordContext,
): IterationResult {
  const requested = observations.find((seen) => seen.kind === 'create-requested');
  const startMs = requested?.atMs ?? 0;
  const { outcome, reason, message } = endingOf(state, observations, context);
  const endMs = totalEndMs(state);
  const answered = outcome === 'answered' && endMs !== null;
  const pod = decisivePod([...timelinesOf(observations, startMs).values()]);
  const times = timesOf(pod, state, startMs, context);
  return {
    ...placeInRun(context, requested?.unixUs),
    outcome,
    reason,
    message,
    totalMs: answered ? endMs - startMs : null,
    readyMs: readyMs(state, observations, startMs),
    ...times,
    instants: [...iterationInstants(state, observations, startMs), ...(pod === null ? [] : instantsOf(pod))],
    probe: probeFacts(observations),
    watchGaps: gapsIn(observations).length,
    stalledMs: Math.max(0, ...observations.map((seen) => (seen.kind === 'stall' ? seen.stalledMs : 0))),
    nodeName: pod?.nodeName ?? null,
    ...restartsPart(observations, startMs),
  };
}

export const searchedEnding: Ending = {
  outcome: 'invalid',
  reason: 'PathSearch',
  message: 'the path to the Service had to be found first',
};

/** An answer found while several paths were tried is nobody's latency; a warm-up is shown and never judged. */
function endingOf(
  state: IterationState,
  observations: readonly Observation[],
  { warmup, timeoutMs, throughService }: RecordContext,
): Ending {
  const { ended, startMs } = state;
  if (ended?.outcome === 'answered' && !warmup && observations.some((seen) => seen.kind === 'path-search'))
    return searchedEnding;
  const deadlineMs = (startMs ?? 0) + timeoutMs;
  const doubtful =
    stalledEnding(state, observations, deadlineMs) ??
    gapEnding(state, observations, { deadlineMs, throughService });
  return doubtful ?? ended ?? { outcome: 'timed-out', reason: null, message: null };
}

/** The pod whose start took longest decides where the time went. */
export function decisivePod(pods: readonly PodTimeline[]): PodTimeline | null {
  const readyAt = (pod: PodTimeline): number => pod.ready?.sinceStartMs ?? Infinity;
  const alive = pods.filter(({ hasEnded }) => !hasEnded);
  return (alive.length > 0 ? alive : pods).reduce<PodTimeline | null>(
    (worst, pod) => (worst === null || readyAt(pod) > readyAt(worst) ? pod : worst),
    null,
  );
}

function timesOf(
  pod: PodTimeline | null,
  state: IterationState,
  startMs: number,
  context: RecordContext,
): PhaseTimes {
  if (pod === null) return { phases: { ...unknownPhases }, applicationAtMostMs: null, imagePulls: [] };
  const answeredMs = state.answeredMs === null ? null : state.answeredMs - startMs;
  return phaseTimes(pod, answeredMs, context.wasCached, context.throughService);
}

/** Null where the full set never became Ready, or became so unseen during a watch gap or a stall of this process. */
function readyMs(
  state: IterationState,
  observations: readonly Observation[],
  startMs: number,
): number | null {
  if (state.allReadyMs === null) return null;
  if (allReadySeen(state, observations)?.seen.by === 'list') return null;
  if (readyDelayMs(state, observations) > tolerableMs) return null;
  return state.allReadyMs - startMs;
}

function iterationInstants(
  state: IterationState,
  observations: readonly Observation[],
  startMs: number,
): Instant[] {
  const instants: Instant[] = [
    { name: 'create-requested', clock: 'runner', sinceStartMs: 0, resolutionMs: 0.001 },
  ];
  const accepted = observations.find((seen) => seen.kind === 'create-accepted');
  if (accepted !== undefined) {
    instants.push({
      name: 'create-accepted',
      clock: 'runner',
      sinceStartMs: accepted.atMs - startMs,
      resolutionMs: Math.max(0.001, receiptDelayMs(stallsOf(observations), accepted.atMs)),
    });
  }
  if (state.answeredMs !== null) {
    const betweenMs = probeFacts(observations).resolutionMs ?? state.answeredMs - startMs;
    const resolutionMs = Math.max(betweenMs, answerDelayMs(state, observations, state.answeredMs));
    instants.push({
      name: 'answered',
      clock: 'runner',
      sinceStartMs: state.answeredMs - startMs,
      resolutionMs,
    });
  }
  return instants;
}

export function probeFacts(observations: readonly Observation[]): IterationResult['probe'] {
  const probes = observations.flatMap((seen) =>
    seen.kind === 'probe' && seen.target === 'service' ? [seen] : [],
  );
  const match = probes.find((probe) => probe.matched);
  const failures = probes.filter((probe) => !probe.matched);
  const lastStartedMs = Math.max(
    ...failures.map((probe) => probe.startedMs).filter((ms) => ms < (match?.startedMs ?? 0)),
  );
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
