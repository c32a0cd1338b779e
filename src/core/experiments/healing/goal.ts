import type { Observation, PodFacts, ProbeObservation } from '../../observation.ts';
import { end, invalid, reach, type Goal } from '../fold/state.ts';
import { gapMs } from '../record/gaps.ts';
import { isDeletedTargetPod, isFullSetReady, isTargetPod, replacementsServe } from './full-set.ts';
import type { HealingState, Since } from './state.ts';
import { whyNotHealed } from './why-not.ts';

/** How long the Service is probed on after it healed. */
export const calmAfterMs = 1000;

/** The full set is Ready again after the kill, and the Service answers. */
export const healingGoal: Goal<HealingState> = {
  needsEarlierPods: true,
  makesGo: isDeletedTargetPod,
  see,
  settle,
  isLost,
  whyNot: whyNotHealed,
};

function see(state: HealingState, seen: Observation): void {
  switch (seen.kind) {
    case 'not-prepared':
      end(state, invalid({ reason: 'NotPrepared', message: seen.message }));
      return;
    case 'kill-requested':
      state.startMs = seen.atMs;
      state.victim = seen.victim;
      state.asksPods = seen.asksPods;
      return;
    case 'kill-accepted':
      state.acceptedMs = seen.atMs;
      return;
    case 'pod':
      onPod(state, seen.pod, seen.atMs);
      return;
    case 'endpoints':
      state.inEndpoints = new Set(
        seen.endpoints.flatMap(({ ready, podUid }) => (ready && podUid !== null ? [podUid] : [])),
      );
      return;
    case 'probe':
      onProbe(state, seen);
      return;
    default:
      return;
  }
}

function onPod(state: HealingState, { uid, nodeName }: PodFacts, atMs: number): void {
  if (state.ended === null && state.newPods.has(uid) && nodeName !== null) state.scheduledMs ??= atMs;
}

function onProbe(state: HealingState, probe: ProbeObservation): void {
  if (state.startMs === null) return;
  const { target, podUid, matched, startedMs } = probe;
  if (target === 'pod') {
    if (matched && podUid !== undefined && isAfterKill(state, podUid, startedMs)) state.answered.add(podUid);
    return;
  }
  if (startedMs < state.startMs) return;
  if (matched) state.lastOkMs = Math.max(startedMs, state.lastOkMs ?? startedMs);
  else if (startedMs > (state.lastFailed?.startedMs ?? -Infinity)) state.lastFailed = probe;
}

/** Of a container that is killed, only an attempt after its death was answered by the next one. */
function isAfterKill(state: HealingState, podUid: string, startedMs: number): boolean {
  return !isTargetPod(state, podUid) || startedMs >= (state.acceptedMs ?? Infinity);
}

function settle(state: HealingState, seen: Observation): void {
  if (state.startMs === null) return;
  if (state.ended === null) progress(state, seen);
  if (isCalm(state)) state.settled = true;
}

/** Follows what holds now, and since when. */
function progress(state: HealingState, seen: Observation): void {
  const now = sinceOf(seen);
  state.ready = isFullSetReady(state) ? (state.ready ?? now) : null;
  state.full = state.ready !== null && replacementsServe(state) ? (state.full ?? now) : null;
  const isAnswer = seen.kind === 'probe' && seen.target === 'service' && seen.matched;
  if (state.full === null || !isAnswer || seen.startedMs < state.full.atMs) return;
  state.healed = seen;
  reach(state);
}

function sinceOf(seen: Observation): Since {
  return { atMs: seen.atMs, blurMs: 'seen' in seen ? gapMs(seen) : 0 };
}

/** Healed, and probed long enough after it to have seen it flap. */
function isCalm({ ended, healed, lastOkMs }: HealingState): boolean {
  if (ended === null || healed === null) return false;
  return (lastOkMs ?? -Infinity) >= healed.startedMs + calmAfterMs;
}

/** It was healed, and then failed up to the end. */
function isLost({ ended, lastFailed, lastOkMs }: HealingState): boolean {
  return (
    ended?.outcome === 'answered' && lastFailed !== null && lastFailed.startedMs > (lastOkMs ?? -Infinity)
  );
}
