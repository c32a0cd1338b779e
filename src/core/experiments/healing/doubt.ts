import type { Observation, ProbeObservation } from '../../observation.ts';
import { invalid, type Ending } from '../fold/state.ts';
import type { RecordContext } from '../record/context.ts';
import { blindEnding } from '../record/gaps.ts';
import {
  longestOf,
  receiptDelayMs,
  stalled,
  stalledWithinMs,
  stallsOf,
  tolerableMs,
  type Stall,
} from '../record/stalls.ts';
import type { Outage } from './outage.ts';
import type { HealingState } from './state.ts';

/**
 * What the client saw, without what it cannot be believed: a process that is paused gives connections up whose answers
 * it has not read, so attempts that ran out of time during a stall say nothing.
 */
export function credibleAttempts(observations: readonly Observation[], killMs: number): ProbeObservation[] {
  const stalls = stallsOf(observations);
  return observations.filter((seen): seen is ProbeObservation => {
    if (seen.kind !== 'probe' || seen.target !== 'service' || seen.startedMs < killMs) return false;
    return seen.matched || !isTimeOut(seen) || stalledWithinMs(stalls, seen.startedMs, seen.atMs) === 0;
  });
}

function isTimeOut({ status, error }: ProbeObservation): boolean {
  return status === null && /timeout|no answer until/.test(error ?? '');
}

/** What stalls, watch gaps and a load that ended make of an iteration; null where they leave its outcome as it is. */
export function disturbedHealing(
  state: HealingState,
  observations: readonly Observation[],
  outage: Outage,
  { probeIntervalMs, timeoutMs }: Pick<RecordContext, 'probeIntervalMs' | 'timeoutMs'>,
): Ending | null {
  const { ended, healed, full } = state;
  if (ended === null || ended.outcome === 'invalid' || ended.outcome === 'failed') return null;
  const loadEnded = observations.find((seen) => seen.kind === 'load-ended');
  if (loadEnded !== undefined) return invalid({ reason: 'LoadEnded', message: loadEnded.message });
  const stalls = stallsOf(observations);
  if (stalls.some(({ reason }) => reason === 'suspended'))
    return stalled('the measuring process was suspended');
  const delayMs = healed === null || full === null ? 0 : healDelayMs(stalls, full.atMs, healed.atMs);
  if (delayMs > tolerableMs)
    return stalled(`a stall of the measuring process may have delayed heal by ${Math.round(delayMs)} ms`);
  const hiddenMs = (outage.resolutionMs ?? 0) - probeIntervalMs;
  if (longestOf(stalls) > 0 && hiddenMs > tolerableMs)
    return stalled(`a stall of the measuring process may have hidden ${Math.round(hiddenMs)} ms of outage`);
  return unseenHealing(state, observations, (state.startMs ?? 0) + timeoutMs);
}

/** Full in time, and then not answering, is not healed however late it was seen to be full. */
function unseenHealing(
  { full, healed }: HealingState,
  observations: readonly Observation[],
  deadlineMs: number,
): Ending | null {
  if (full === null) return blindEnding(observations, ['pods', 'endpointslices'], deadlineMs);
  if (full.blurMs <= tolerableMs || (healed === null && full.atMs <= deadlineMs)) return null;
  const message = `the watch was interrupted for ${Math.round(full.blurMs)} ms while the set healed`;
  return invalid({ reason: 'WatchGap', message });
}

/** The receipt of what made the full set full, and from then to the answer. */
function healDelayMs(stalls: readonly Stall[], fullMs: number, healedMs: number): number {
  return receiptDelayMs(stalls, fullMs) + stalledWithinMs(stalls, fullMs, healedMs);
}
