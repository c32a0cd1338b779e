import type { Observation, PodObservation } from '../observation.ts';
import { totalEndMs, type Ending, type IterationState } from './decide.ts';
import { receiptDelayMs, tolerableMs, type Stall } from './stalls.ts';

/** When something came by a watch, and how. */
export type Received = Pick<PodObservation, 'atMs' | 'seen'>;

/** How long something may have been so before it was received. */
export function hiddenMs({ atMs, seen }: Received, stalls: readonly Stall[]): number {
  return Math.max(gapMs({ atMs, seen }), receiptDelayMs(stalls, atMs));
}

/** By how many milliseconds a gap of the watch may have delayed the receipt. */
export function gapMs({ atMs, seen }: Received): number {
  return seen.by === 'list' ? atMs - seen.sinceMs : 0;
}

/** The times in which a watch saw nothing. */
export function gapsIn(observations: readonly Observation[]) {
  return observations.filter((seen) => seen.kind === 'watch-gap');
}

/** How it was seen that all pods are Ready; null while they are not. */
export function allReadySeen(
  { allReadyMs }: Pick<IterationState, 'allReadyMs'>,
  observations: readonly Observation[],
): PodObservation | null {
  const isDecisive = (seen: Observation): seen is PodObservation =>
    seen.kind === 'pod' && seen.atMs === allReadyMs;
  return observations.find(isDecisive) ?? null;
}

/**
 * What gaps of the watch make of an iteration; null where they leave its outcome as it is. The Service is asked past the
 * watch, so one pod's total depends on it only where its address has to be seen first; that of several ends with Ready.
 *
 * @param deadlineMs when an iteration without an answer timed out, runner clock
 */
export function gapEnding(
  state: IterationState,
  observations: readonly Observation[],
  deadlineMs: number,
): Ending | null {
  const { ended, spec, answeredMs, allReadyMs, lastProbe } = state;
  const awaitsReady = spec.expectedPods > 1 && allReadyMs === null;
  if (ended?.outcome === 'timed-out' && (awaitsReady || lastProbe === null))
    return blindEnding(observations, ['pods'], deadlineMs);
  const endMs = totalEndMs(state);
  const ready = allReadySeen(state, observations);
  if (ended?.outcome !== 'answered' || spec.expectedPods <= 1 || ready === null || endMs === null)
    return null;
  return hiddenEnding(endMs - Math.max(answeredMs ?? -Infinity, ready.atMs - gapMs(ready)));
}

/** What it makes of an iteration that the last pod was Ready so long before it was seen, or not. */
export function hiddenEnding(ms: number): Ending | null {
  if (ms <= tolerableMs) return null;
  return unseen(
    `the last pod may have been Ready ${Math.round(ms)} ms before it was seen, in a gap of the watch`,
  );
}

/**
 * What it makes of an iteration that waited for something that watches bring, when one of them had been blind for a time
 * at the end and still was: it may all have been there in time. Null where they all saw.
 */
export function blindEnding(
  observations: readonly Observation[],
  resources: readonly string[],
  deadlineMs: number,
): Ending | null {
  const blind = gapsIn(observations).find(
    ({ isOver, resource, sinceMs }) =>
      !isOver && resources.includes(resource) && sinceMs < deadlineMs - tolerableMs,
  );
  if (blind === undefined) return null;
  const sinceMs = Math.round(deadlineMs - blind.sinceMs);
  return unseen(
    `when time was up, nothing had been seen of ${blind.resource} for ${sinceMs} ms: ${blind.reason}`,
  );
}

function unseen(message: string): Ending {
  return { outcome: 'invalid', reason: 'WatchGap', message };
}
