import type { Observation, PodObservation } from '../../observation.ts';
import { routableEndpoints } from '../../routable.ts';
import type { Ending } from '../fold/state.ts';
import { blindEnding, gapMs, hiddenEnding, type Received } from '../record/gaps.ts';
import {
  allCreatedMs,
  answerDelayMs,
  delayed,
  grosslyStalled,
  receiptDelayMs,
  stalledWithinMs,
  stallsOf,
} from '../record/stalls.ts';
import { totalEndMs, type PodStartState } from './state.ts';

/** By how many milliseconds stalls may have delayed Ready: the sending of what becomes Ready, and its receipt. */
export function readyDelayMs(state: PodStartState, observations: readonly Observation[]): number {
  const { startMs, allReadyMs } = state;
  if (startMs === null || allReadyMs === null) return 0;
  const stalls = stallsOf(observations);
  const createdMs = allCreatedMs(observations, allReadyMs);
  return stalledWithinMs(stalls, startMs, createdMs) + receiptDelayMs(stalls, allReadyMs);
}

/**
 * What stalls make of an iteration; null where they leave its outcome as it is. They distort the total only where they
 * delay the create requests, or the receipt of what ends it. A state that cannot recover is one however late it is seen.
 *
 * @param deadlineMs when an iteration without an answer timed out, runner clock
 */
export function stalledEnding(
  state: PodStartState,
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

/** By how many milliseconds stalls may have delayed the end of the total, or made it miss the deadline. */
function totalDelayMs(
  state: PodStartState,
  observations: readonly Observation[],
  deadlineMs: number,
): number {
  const stalls = stallsOf(observations);
  const endMs = totalEndMs(state) ?? deadlineMs;
  const createDelayMs = stalledWithinMs(stalls, state.startMs ?? endMs, allCreatedMs(observations, endMs));
  const answerMs = (state.answeredMs ?? deadlineMs) - serviceDelayMs(state, observations, deadlineMs);
  if (state.spec.expectedPods <= 1) return createDelayMs + endMs - answerMs;
  const allReadyMs = state.allReadyMs ?? deadlineMs;
  const readyMs = allReadyMs - receiptDelayMs(stalls, allReadyMs);
  return createDelayMs + endMs - Math.max(answerMs, readyMs);
}

/** How it was seen that all pods are Ready; null while they are not. */
export function allReadySeen(
  { allReadyMs }: Pick<PodStartState, 'allReadyMs'>,
  observations: readonly Observation[],
): PodObservation | null {
  const isDecisive = (seen: Observation): seen is PodObservation =>
    seen.kind === 'pod' && seen.atMs === allReadyMs;
  return observations.find(isDecisive) ?? null;
}

/**
 * What gaps of the watch make of an iteration; null where they leave its outcome as it is. The Service is probed past the
 * watch, so one pod's total depends on it only where its address has to be seen first, or, on a path straight to the pod,
 * that an endpoint is ready; that of several ends with Ready.
 *
 * @param deadlineMs when an iteration without an answer timed out, runner clock
 * @param throughService whether the probed path goes through the Service's endpoints
 */
export function gapEnding(
  state: PodStartState,
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
  { ended, answeredMs }: PodStartState,
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

/** By how many milliseconds stalls may have delayed the Service's answer, once everything was created. */
export function serviceDelayMs(
  { spec, answeredMs }: PodStartState,
  observations: readonly Observation[],
  deadlineMs: number,
): number {
  return answerDelayMs({ expectedPods: spec.expectedPods, answeredMs }, observations, deadlineMs);
}
