import type { Observation, ProbeObservation } from '../observation.ts';
import { totalEndMs, type Ending, type IterationState } from './decide.ts';

export type Stall = Extract<Observation, { kind: 'stall' }>;

/** Milliseconds by which a stall may distort a time: so much is promised. Shorter stalls are not reported. */
export const tolerableMs = 100;

/** What arrived during a stall is read by the clock's next look after it, 20 ms later, or that is a stall again. */
const readWithinMs = tolerableMs + 20;

/** After a longer stall connections are in doubt as well. */
const longestMs = 5000;

/**
 * Failed attempts that show that the Service did not answer yet when the first of them was started. After a stall a
 * late attempt and the next of the schedule may start at almost the same time, and both be given up before their
 * answers are read by a process that is still catching up. The third starts an interval later.
 */
const failuresEnough = 3;

/** Of several pods one may answer while another still refuses; that all of so many missed it is under 1 % likely. */
const failuresEnoughPerPod = 5;

/** What an experiment times from. */
const startKinds: readonly Observation['kind'][] = ['create-requested', 'kill-requested', 'scale-requested'];

/** The stalls since the request that is timed from. */
export function stallsOf(observations: readonly Observation[]): Stall[] {
  const startMs = observations.find(({ kind }) => startKinds.includes(kind))?.atMs ?? Infinity;
  return observations.filter((seen) => seen.kind === 'stall').filter(({ atMs }) => atMs > startMs);
}

/**
 * By how many milliseconds stalls may have delayed the receipt of what was received at this moment, or what else is
 * wrong with its stamp: the monotonic clock may stand still while the machine sleeps, and the cluster goes on.
 */
export function receiptDelayMs(stalls: readonly Stall[], atMs: number): number {
  const arrivedMs = stalls.reduceRight(
    (ms, stall) => (stall.sinceMs < ms && ms <= stall.atMs + readWithinMs ? stall.sinceMs : ms),
    atMs,
  );
  const asleep = stalls.filter(({ reason, sinceMs }) => reason === 'suspended' && sinceMs < atMs);
  return Math.max(atMs - arrivedMs, ...asleep.map(({ stalledMs }) => stalledMs));
}

/** Milliseconds of a span during which the process may have stood still. */
export function stalledWithinMs(stalls: readonly Stall[], fromMs: number, toMs: number): number {
  const parts = stalls.map((stall) => Math.min(stall.atMs, toMs) - Math.max(stall.sinceMs, fromMs));
  return parts.reduce((sum, ms) => sum + Math.max(0, ms), 0);
}

/** By how many milliseconds stalls may have delayed Ready: the sending of what becomes Ready, and its receipt. */
export function readyDelayMs(state: IterationState, observations: readonly Observation[]): number {
  const { startMs, allReadyMs } = state;
  if (startMs === null || allReadyMs === null) return 0;
  const stalls = stallsOf(observations);
  const createdMs = allCreatedMs(observations, allReadyMs);
  return stalledWithinMs(stalls, startMs, createdMs) + receiptDelayMs(stalls, allReadyMs);
}

/** By how many milliseconds stalls may have delayed the answer, once everything was created. */
export function answerDelayMs(
  state: Pick<IterationState, 'spec' | 'answeredMs'>,
  observations: readonly Observation[],
  deadlineMs: number,
): number {
  const stalls = stallsOf(observations);
  const endMs = state.answeredMs ?? deadlineMs;
  const askedMs = Math.min(atMsOf('probing', observations), endMs);
  const silentMs = silentAtMs(state, observations) ?? askedMs - receiptDelayMs(stalls, askedMs);
  return stalledWithinMs(stalls, Math.max(silentMs, allCreatedMs(observations, endMs)), endMs);
}

/**
 * What stalls make of an iteration; null where they leave its outcome as it is. They distort the total only where they
 * delay the create requests, or the receipt of what ends it. A state that cannot recover is one however late it is seen.
 *
 * @param deadlineMs when an iteration without an answer timed out, runner clock
 */
export function stalledEnding(
  state: IterationState,
  observations: readonly Observation[],
  deadlineMs: number,
): Ending | null {
  const { ended } = state;
  if (ended?.outcome === 'invalid') return null;
  const gross = grosslyStalled(observations, totalEndMs(state) ?? Infinity);
  if (gross !== null) return gross;
  if (ended?.outcome === 'failed') return null;
  return delayed(totalDelayMs(state, observations, deadlineMs));
}

/** After these nothing that was measured is worth anything. */
export function grosslyStalled(observations: readonly Observation[], endMs: number): Ending | null {
  const during = stallsOf(observations).filter(({ sinceMs }) => sinceMs < endMs);
  if (during.some(({ reason }) => reason === 'suspended'))
    return invalid('the measuring process was suspended before the answer');
  const longest = Math.max(0, ...during.map(({ stalledMs }) => stalledMs));
  if (longest <= longestMs) return null;
  return invalid(`the measuring process stalled for ${Math.round(longest)} ms before the answer`);
}

/** What a delay of the total by stalls makes of an iteration; null where it is as small as is promised. */
export function delayed(delayMs: number): Ending | null {
  if (delayMs <= tolerableMs) return null;
  return invalid(`a stall of the measuring process may have delayed the answer by ${Math.round(delayMs)} ms`);
}

/** By how many milliseconds stalls may have delayed the end of the total, or made it miss the deadline. */
function totalDelayMs(
  state: IterationState,
  observations: readonly Observation[],
  deadlineMs: number,
): number {
  const stalls = stallsOf(observations);
  const endMs = totalEndMs(state) ?? deadlineMs;
  const createDelayMs = stalledWithinMs(stalls, state.startMs ?? endMs, allCreatedMs(observations, endMs));
  const answerMs = (state.answeredMs ?? deadlineMs) - answerDelayMs(state, observations, deadlineMs);
  if (state.spec.expectedPods <= 1) return createDelayMs + endMs - answerMs;
  const allReadyMs = state.allReadyMs ?? deadlineMs;
  const readyMs = allReadyMs - receiptDelayMs(stalls, allReadyMs);
  return createDelayMs + endMs - Math.max(answerMs, readyMs);
}

/** When the last object was stored: a later stall delays no create request. */
function allCreatedMs(observations: readonly Observation[], endMs: number): number {
  return Math.min(atMsOf('all-created', observations), endMs);
}

export function atMsOf(kind: Observation['kind'], observations: readonly Observation[]): number {
  return observations.find((seen) => seen.kind === kind)?.atMs ?? Infinity;
}

/**
 * A moment at which the Service certainly did not answer yet: the start of the last failed attempt that has enough
 * others after it. Null without one. Failures that began after the attempt that was answered say nothing.
 */
function silentAtMs(
  { spec }: Pick<IterationState, 'spec'>,
  observations: readonly Observation[],
): number | null {
  const asked = observations.filter(
    (seen): seen is ProbeObservation => seen.kind === 'probe' && seen.target === 'service',
  );
  const answeredFromMs = asked.find(({ matched }) => matched)?.startedMs ?? Infinity;
  const failedFromMs = asked
    .filter(({ matched, startedMs }) => !matched && startedMs < answeredFromMs)
    .map(({ startedMs }) => startedMs)
    .sort((a, b) => a - b);
  const enough = spec.expectedPods <= 1 ? failuresEnough : failuresEnoughPerPod * spec.expectedPods;
  return failedFromMs.at(-enough) ?? null;
}

function invalid(message: string): Ending {
  return { outcome: 'invalid', reason: 'Stalled', message };
}
