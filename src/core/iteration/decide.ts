import type { EventFacts, Observation, PodFacts, PodObservation, ProbeObservation } from '../observation.ts';
import type { Outcome } from '../result.ts';
import {
  disruptionOf,
  hopelessReason,
  isSuperseded,
  isUnready,
  namedReasonOf,
  withReadinessProbe,
  type Reason,
} from './reasons.ts';
import { isHopelessCreate } from './refusals.ts';
import { countStarts, hidesRestart } from './starts.ts';

export interface IterationSpec {
  /** Pods that must be Ready for the total to end; with one, the answer alone ends it. */
  expectedPods: number;
}

export interface Ending {
  outcome: Outcome;
  reason: string | null;
  message: string | null;
}

/**
 * The state of one iteration, a fold over its observations. `ended` is set once the outcome is certain. An answered
 * iteration is watched further until `readyMs` is known, since both are always shown; `settled` says when to stop.
 */
export interface IterationState {
  spec: IterationSpec;
  /** Runner clock of the first create request; null before it. */
  startMs: number | null;
  answeredMs: number | null;
  /** When the full set of pods was first seen Ready. */
  allReadyMs: number | null;
  pods: ReadonlyMap<string, PodFacts>;
  /** How often each container was started, by the kubelet's events: a pod's status shows that later. */
  starts: ReadonlyMap<string, number>;
  lastProbe: ProbeObservation | null;
  /** Of each way that was tried while none was known to work. */
  searchErrors: string | null;
  lastCondition: Reason | null;
  /** What the kubelet said last of a readiness probe that failed. */
  lastUnready: string | null;
  /** Whether its load balancer, over which alone the Service is asked, has no address yet. */
  awaitsAddress: boolean;
  ended: Ending | null;
  settled: boolean;
}

/** Two stamps this close may have been taken in the wrong order by a busy process; more would be a stall. */
const sameMomentMs = 100;

export function newIteration(spec: IterationSpec): IterationState {
  return {
    spec,
    startMs: null,
    answeredMs: null,
    allReadyMs: null,
    pods: new Map(),
    starts: new Map(),
    lastProbe: null,
    searchErrors: null,
    lastCondition: null,
    lastUnready: null,
    awaitsAddress: false,
    ended: null,
    settled: false,
  };
}

/**
 * The state after one more observation; those after the end change nothing. What stalls make of it shows only when it
 * is over (`stalls.ts`).
 */
export function observe(state: IterationState, seen: Observation): IterationState {
  if (state.settled) return state;
  return settle(apply(state, seen));
}

/** The state when time is up: an iteration without an answer is timed-out, with the reason last seen. */
export function expire(state: IterationState): IterationState {
  if (state.ended !== null) return { ...state, settled: true };
  const { reason, message } = whyNot(state);
  return end(state, 'timed-out', reason, message);
}

function apply(state: IterationState, seen: Observation): IterationState {
  switch (seen.kind) {
    case 'create-requested':
      return state.startMs === null ? { ...state, startMs: seen.atMs } : state;
    case 'create-rejected':
      return end(state, 'failed', seen.reason, seen.message);
    case 'disturbed':
      return state.ended === null ? end(state, 'invalid', seen.reason, seen.message) : state;
    case 'pod':
      return onPod(state, seen);
    case 'pod-deleted':
      return onPodDeleted(state, seen.uid);
    case 'probe':
      return onProbe(state, seen);
    case 'event':
      return onEvent(state, seen.event);
    case 'address-awaited':
    case 'probing':
      return { ...state, awaitsAddress: seen.kind === 'address-awaited' };
    case 'path-search':
      return { ...state, searchErrors: seen.lastErrors ?? state.searchErrors };
    case 'condition':
      return onCondition(state, { reason: seen.reason, message: seen.message });
    case 'node-not-ready':
      return [...state.pods.values()].some((pod) => pod.nodeName === seen.node) && state.ended === null
        ? end(state, 'invalid', 'NodeNotReady', `node ${seen.node} went NotReady`)
        : state;
    default:
      return state;
  }
}

function onEvent(state: IterationState, event: EventFacts): IterationState {
  const lastUnready = isUnready(event) ? event.message : state.lastUnready;
  return { ...state, starts: countStarts(state.starts, event), lastUnready };
}

function onPod(state: IterationState, { pod, atMs, seen }: PodObservation): IterationState {
  const hadAddress = [...state.pods.values()].some(({ podIP }) => podIP !== null);
  const pods = new Map(state.pods).set(pod.uid, pod);
  const next = { ...state, pods };
  if (state.ended === null) {
    const disruption = disruptionOf(pod);
    if (disruption !== null) return end(next, 'invalid', disruption.reason, disruption.message);
    // What it comes to on its way out is not its own doing.
    if (pod.deleting && !isSuperseded(pod)) return deleted(next, pod.name);
    const hopeless = hopelessReason(pod);
    if (hopeless !== null) return end(next, 'failed', hopeless.reason, hopeless.message);
  }
  // The service leads to a pod only once its address is published, so an answer before that was somebody else's.
  const tooEarly = state.answeredMs !== null && state.answeredMs < atMs - sameMomentMs;
  if (tooEarly && !hadAddress && pod.podIP !== null && seen.by === 'watch') {
    return end(
      next,
      'invalid',
      'ForeignAnswer',
      'the service answered before any pod of the iteration had an address',
    );
  }
  const readyPods = [...pods.values()].filter(
    (each) => each.conditions['Ready']?.status === true && !each.deleting,
  );
  const allReady = readyPods.length >= state.spec.expectedPods;
  return allReady && state.allReadyMs === null ? { ...next, allReadyMs: atMs } : next;
}

function onPodDeleted(state: IterationState, uid: string): IterationState {
  const pod = state.pods.get(uid);
  if (pod === undefined || state.ended !== null) return state;
  // The controller of a StatefulSet deletes a pod that failed before it creates it again.
  if (isSuperseded(pod)) return { ...state, pods: new Map([...state.pods].filter(([each]) => each !== uid)) };
  return deleted(state, pod.name);
}

function deleted(state: IterationState, name: string): IterationState {
  return end(state, 'invalid', 'PodDeleted', `pod ${name} was deleted by someone else`);
}

function onCondition(state: IterationState, condition: { reason: string; message: string }): IterationState {
  const next = { ...state, lastCondition: condition };
  return isHopelessCreate(condition) && state.ended === null
    ? end(next, 'failed', condition.reason, condition.message)
    : next;
}

function onProbe(state: IterationState, probe: ProbeObservation): IterationState {
  if (probe.target !== 'service') return state;
  const next = { ...state, lastProbe: probe };
  return probe.matched && state.answeredMs === null ? { ...next, answeredMs: probe.atMs } : next;
}

function settle(state: IterationState): IterationState {
  if (state.ended === null && totalEndMs(state) !== null) {
    return settle({ ...state, ended: { outcome: 'answered', reason: null, message: null } });
  }
  // How a run ended that was started again is known only once the status has come.
  const isKnown = state.allReadyMs !== null && !hidesRestart(state.starts, state.pods.values());
  const settled = state.ended !== null && (state.ended.outcome !== 'answered' || isKnown);
  return settled === state.settled ? state : { ...state, settled };
}

/** When the total ended: the answer, and with several pods also the last of them Ready. */
export function totalEndMs(state: IterationState): number | null {
  if (state.answeredMs === null) return null;
  if (state.spec.expectedPods <= 1) return state.answeredMs;
  return state.allReadyMs === null ? null : Math.max(state.answeredMs, state.allReadyMs);
}

function end(
  state: IterationState,
  outcome: Outcome,
  reason: string | null,
  message: string | null,
): IterationState {
  return { ...state, ended: { outcome, reason, message }, settled: true };
}

/** The Service could not be asked at all: reported as a condition by who tried. */
export const notAsked = 'NotAsked';

function whyNot(state: IterationState): Reason {
  const pods = [...state.pods.values()].filter((pod) => !isSuperseded(pod));
  for (const pod of pods) {
    const reason = namedReasonOf(pod);
    if (reason !== null) return withReadinessProbe(reason, state.lastUnready);
  }
  if (pods.length < state.spec.expectedPods) {
    return (
      state.lastCondition ?? {
        reason: 'NoPods',
        message: `${pods.length} of ${state.spec.expectedPods} pods appeared`,
      }
    );
  }
  if (state.lastCondition?.reason === notAsked) return state.lastCondition;
  const noAddress = state.awaitsAddress ? 'its load balancer has no address' : 'no address to ask';
  const last = state.lastProbe?.error ?? state.searchErrors ?? noAddress;
  return {
    reason: 'NotAnswering',
    message: `the pods run, but the service did not answer as expected: ${last}`,
  };
}
