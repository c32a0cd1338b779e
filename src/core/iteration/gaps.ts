import type { Observation, PodObservation } from '../observation.ts';
import { routableEndpoints } from '../routable.ts';
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
 * watch, so one pod's total depends on it only where its address has to be seen first, or, on a way straight to the pod,
 * that an endpoint is ready; that of several ends with Ready.
 *
 * @param deadlineMs when an iteration without an answer timed out, runner clock
 * @param throughService whether the path asked goes through the Service's endpoints
 */
export function gapEnding(
  state: IterationState,
  observations: readonly Observation[],
  { deadlineMs, throughService }: { deadlineMs: number; throughService: boolean },
): Ending | null {
  const { ended, spec, answeredMs, allReadyMs, lastProbe } = state;
  const routed = throughService ? null : routeEnding(state, observations, deadlineMs);
  if (routed !== null) return routed;
  const awaitsReady = spec.expectedPods > 1 && allReadyMs === null;
  if (ended?.outcome === 'timed-out' && (awaitsReady || lastProbe === null))
    return blindEnding(observations, ['pods'], deadlineMs);
  const endMs = totalEndMs(state);
  const ready = allReadySeen(state, observations);
  if (ended?.outcome !== 'answered' || spec.expectedPods <= 1 || ready === null || endMs === null)
    return null;
  return hiddenEnding(endMs - Math.max(answeredMs ?? -Infinity, ready.atMs - gapMs(ready)));
}

/** On a way straight to the pod an answer waits for an endpoint, which a gap may have hidden. */
function routeEnding(
  { ended, answeredMs }: IterationState,
  observations: readonly Observation[],
  deadlineMs: number,
): Ending | null {
  if (ended?.outcome === 'timed-out') return blindEnding(observations, ['endpointslices'], deadlineMs);
  if (ended?.outcome !== 'answered' || answeredMs === null) return null;
  const opened = routeSeen(observations, answeredMs);
  return hiddenEnding(opened === null ? 0 : gapMs(opened), 'an endpoint may have been ready');
}

/** How the ready endpoint was seen that was there at this moment; null where none was. */
function routeSeen(observations: readonly Observation[], atMs: number): Received | null {
  let opened: Received | null = null;
  for (const seen of observations) {
    if (seen.kind !== 'endpoints' || seen.atMs > atMs) continue;
    opened = routableEndpoints(seen.endpoints).length > 0 ? (opened ?? seen) : null;
  }
  return opened;
}

/** What it makes of an iteration that what it waited for was so long before it was seen, or not. */
export function hiddenEnding(ms: number, what = 'the last pod may have been Ready'): Ending | null {
  if (ms <= tolerableMs) return null;
  return unseen(`${what} ${Math.round(ms)} ms before it was seen, in a gap of the watch`);
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
