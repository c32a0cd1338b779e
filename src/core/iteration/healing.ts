import type { Observation, PodFacts, ProbeObservation } from '../observation.ts';
import type { Outcome } from '../result.ts';
import { gapMs } from './gaps.ts';
import { isFullSetReady, isGoing, isVictim, replacementsServe } from './healing-set.ts';
import type { HealingState, Since } from './healing-state.ts';
import { disruptionOf, hopelessReason } from './reasons.ts';
import { isHopelessCreate } from './refusals.ts';
import { whyNotHealed } from './why-not-healed.ts';

/** How long the Service is asked on after it healed. */
export const calmAfterMs = 1000;

/** The state after one more observation; those after the end change nothing. */
export function observeHealing(state: HealingState, seen: Observation): HealingState {
  if (state.settled) return state;
  const next = apply(state, seen);
  return next.startMs === null || next.settled ? next : settle(progress(next, seen));
}

/** The state when time is up: not healed, or healed and then failing up to the end. */
export function expireHealing(state: HealingState): HealingState {
  const isFailing = state.lastFailed !== null && state.lastFailed.startedMs > (state.lastOkMs ?? -Infinity);
  if (state.ended !== null && !(state.ended.outcome === 'answered' && isFailing))
    return { ...state, settled: true };
  const { reason, message } = whyNotHealed(state);
  return end(state, 'timed-out', reason, message);
}

function apply(state: HealingState, seen: Observation): HealingState {
  switch (seen.kind) {
    case 'not-prepared':
      return end(state, 'invalid', 'NotPrepared', seen.message);
    case 'disturbed':
      return state.ended === null ? end(state, 'invalid', seen.reason, seen.message) : state;
    case 'kill-requested':
      return {
        ...state,
        startMs: seen.atMs,
        victim: seen.victim,
        asksPods: seen.asksPods,
        before: new Set(state.pods.keys()),
      };
    case 'kill-accepted':
      return { ...state, acceptedMs: seen.atMs };
    case 'kill-failed':
      return state.ended === null ? end(state, 'invalid', seen.reason, seen.message) : state;
    case 'pod':
      return onPod(state, seen.pod, seen.atMs);
    case 'pod-deleted':
      return onDeleted(state, seen.uid);
    case 'endpoints':
      return { ...state, endpoints: seen.endpoints };
    case 'probe':
      return onProbe(state, seen);
    case 'condition':
      return onCondition(state, { reason: seen.reason, message: seen.message });
    case 'node-not-ready':
      return [...state.pods.values()].some(({ nodeName }) => nodeName === seen.node) && state.ended === null
        ? end(state, 'invalid', 'NodeNotReady', `node ${seen.node} went NotReady`)
        : state;
    default:
      return state;
  }
}

function onPod(state: HealingState, pod: PodFacts, atMs: number): HealingState {
  const next = { ...state, pods: new Map(state.pods).set(pod.uid, pod) };
  if (state.startMs === null || state.ended !== null || isGoing(state, pod.uid)) return next;
  const disruption = disruptionOf(pod);
  if (disruption !== null) return end(next, 'invalid', disruption.reason, disruption.message);
  if (pod.deleting && state.pods.get(pod.uid)?.deleting !== true)
    return end(next, 'invalid', 'PodDeleted', `pod ${pod.name} was deleted by someone else`);
  if (state.before.has(pod.uid)) return next;
  const hopeless = hopelessReason(pod);
  if (hopeless !== null) return end(next, 'failed', hopeless.reason, hopeless.message);
  return pod.nodeName === null ? next : { ...next, scheduledMs: state.scheduledMs ?? atMs };
}

function onDeleted(state: HealingState, uid: string): HealingState {
  const pod = state.pods.get(uid);
  const pods = new Map([...state.pods].filter(([each]) => each !== uid));
  const next = { ...state, pods };
  if (pod === undefined || state.startMs === null || state.ended !== null) return next;
  const isExpected = pod.deleting || pod.phase === 'Failed' || pod.phase === 'Succeeded';
  if (isExpected || isGoing(state, uid)) return next;
  return end(next, 'invalid', 'PodDeleted', `pod ${pod.name} was deleted by someone else`);
}

function onProbe(state: HealingState, probe: ProbeObservation): HealingState {
  if (state.startMs === null) return state;
  const { target, podUid, matched, startedMs } = probe;
  if (target === 'pod') {
    // Of a container that is killed, only an attempt after its death was answered by the next one.
    const isNew =
      podUid !== undefined && (!isVictim(state, podUid) || startedMs >= (state.acceptedMs ?? Infinity));
    return matched && isNew ? { ...state, answered: new Set(state.answered).add(podUid) } : state;
  }
  if (startedMs < state.startMs) return state;
  if (matched) return { ...state, lastOkMs: Math.max(startedMs, state.lastOkMs ?? startedMs) };
  const isLater = startedMs > (state.lastFailed?.startedMs ?? -Infinity);
  return isLater ? { ...state, lastFailed: probe } : state;
}

function onCondition(state: HealingState, condition: { reason: string; message: string }): HealingState {
  const next = { ...state, lastCondition: condition };
  return isHopelessCreate(condition) && state.startMs !== null && state.ended === null
    ? end(next, 'failed', condition.reason, condition.message)
    : next;
}

/** Follows what holds now, and since when. */
function progress(state: HealingState, seen: Observation): HealingState {
  if (state.ended !== null) return state;
  const now = sinceOf(seen);
  const ready = isFullSetReady(state) ? (state.ready ?? now) : null;
  const full = ready !== null && replacementsServe(state) ? (state.full ?? now) : null;
  const next = { ...state, ready, full };
  const isAnswer = seen.kind === 'probe' && seen.target === 'service' && seen.matched;
  if (full === null || !isAnswer || seen.startedMs < full.atMs) return next;
  return { ...next, healed: seen, ended: { outcome: 'answered', reason: null, message: null } };
}

function sinceOf(seen: Observation): Since {
  return { atMs: seen.atMs, blurMs: 'seen' in seen ? gapMs(seen) : 0 };
}

/** Healed, and asked long enough after it to have seen it flap. */
function settle(state: HealingState): HealingState {
  const { ended, healed, lastOkMs } = state;
  if (ended === null) return state;
  const isCalm = healed !== null && (lastOkMs ?? -Infinity) >= healed.startedMs + calmAfterMs;
  return ended.outcome !== 'answered' || isCalm ? { ...state, settled: true } : state;
}

function end(
  state: HealingState,
  outcome: Outcome,
  reason: string | null,
  message: string | null,
): HealingState {
  return { ...state, ended: { outcome, reason, message }, settled: true };
}
