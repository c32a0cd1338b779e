import type { Observation } from '../../observation.ts';
import { ascending } from '../../quantile.ts';
import type { Ending } from '../fold/state.ts';
import { blindEnding, hiddenEnding, hiddenMs } from '../record/gaps.ts';
import {
  answerDelayMs,
  atMsOf,
  delayed,
  grosslyStalled,
  receiptDelayMs,
  stalledWithinMs,
  stallsOf,
  tolerableMs,
  type Stall,
} from '../record/stalls.ts';
import type { PodTimeline } from '../record/timeline.ts';
import { newPodsEndMs, podsWanted, type NewPodsState, type PodProgress } from './state.ts';

/** When a pod was seen to be available, and since when it may have been if stalls and watch gaps hid it. */
export interface Availability {
  atMs: number;
  earliestMs: number;
}

/** Null where the pod never was. */
export function availabilityOf(
  { available }: Readonly<PodProgress>,
  timeline: PodTimeline | undefined,
  startMs: number,
  stalls: readonly Stall[],
): Availability | null {
  if (available === null) return null;
  const { atMs, ready } = available;
  const readyMs = ready.atMs - hiddenMs(ready, stalls);
  const answered = timeline?.answered ?? null;
  const answeredMs = answered === null ? -Infinity : startMs + answered.sinceStartMs - answered.delayMs;
  return { atMs, earliestMs: Math.min(atMs, Math.max(readyMs, answeredMs)) };
}

/** When the k-th of the new pods was available, counted from 1; null where it was not, or nobody can say it well enough. */
export function kthMs(availabilities: readonly Availability[], k: number): number | null {
  const atMs = ascending(availabilities.map((each) => each.atMs))[k - 1];
  const earliestMs = ascending(availabilities.map((each) => each.earliestMs))[k - 1];
  if (atMs === undefined || earliestMs === undefined) return null;
  return atMs - earliestMs > tolerableMs ? null : atMs;
}

/** By how many milliseconds stalls may have delayed the requests: nothing could start before them. */
export function requestDelayMs(observations: readonly Observation[], startMs: number): number {
  const sentMs = Math.min(atMsOf('all-created', observations), atMsOf('scale-accepted', observations));
  const untilMs = Number.isFinite(sentMs) ? sentMs : startMs;
  return stalledWithinMs(stallsOf(observations), startMs, untilMs);
}

/** What stalls and watch gaps make of an iteration; null where they leave its outcome as it is. */
export function doubtfulEnding(
  state: NewPodsState,
  observations: readonly Observation[],
  availabilities: readonly Availability[],
  deadlineMs: number,
): Ending | null {
  const { ended, startMs } = state;
  if (startMs === null || ended?.outcome === 'invalid') return null;
  const endMs = newPodsEndMs(state);
  const gross = grosslyStalled(observations, endMs ?? deadlineMs);
  if (gross !== null) return gross;
  if (ended?.outcome === 'failed') return null;
  const stalls = stallsOf(observations);
  const sendingMs = requestDelayMs(observations, startMs);
  if (endMs === null) {
    const late = delayed(sendingMs + receiptDelayMs(stalls, deadlineMs));
    const isWaiting = availabilities.length < podsWanted(state);
    return late ?? (isWaiting ? blindEnding(observations, ['pods'], deadlineMs) : null);
  }
  const earliestMs = Math.max(
    ...availabilities.map((each) => each.earliestMs),
    serviceEarliestMs(state, observations, deadlineMs),
  );
  const hidden = delayed(sendingMs + endMs - earliestMs);
  return hidden !== null && stalls.length === 0 ? hiddenEnding(endMs - earliestMs) : hidden;
}

function serviceEarliestMs(
  state: NewPodsState,
  observations: readonly Observation[],
  deadlineMs: number,
): number {
  const { serviceAnsweredMs: answeredMs, spec } = state;
  if (!spec.asksService || answeredMs === null) return -Infinity;
  const probed = { expectedPods: podsWanted(state), answeredMs };
  return answeredMs - answerDelayMs(probed, observations, deadlineMs);
}
