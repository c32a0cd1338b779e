import type { Ending } from '../iteration/decide.ts';
import type { Received } from '../iteration/gaps.ts';
import { disruptionOf, hopelessReason, isSuperseded, type Reason } from '../iteration/reasons.ts';
import { isHopelessCreate } from '../iteration/refusals.ts';
import type { Observation, PodFacts, PodObservation, ProbeObservation } from '../observation.ts';
import type { Outcome } from '../result.ts';
import { whyNotAll } from './why-not.ts';

/** What several new pods at once are waited for. */
export interface FleetSpec {
  /** How many are started; null: the request to scale says it. */
  pods: number | null;
  /** Whether each is asked itself; where not, Ready alone makes one available. */
  asksPods: boolean;
  /** Whether the total ends with the Service's answer as well. */
  asksService: boolean;
}

/** One of the new pods. */
export interface Member {
  facts: PodFacts;
  /** Since when it has been Ready without a break. */
  ready: Received | null;
  /** When it was Ready for the first time. */
  firstReady: Received | null;
  /** When it first was Ready and had answered, and what was received of its readiness then. */
  available: { atMs: number; ready: Received } | null;
}

/** The state of an iteration that is about several new pods, a fold over its observations. */
export interface FleetState {
  spec: FleetSpec;
  /** Runner clock of the request that is timed from; null before it. */
  startMs: number | null;
  /** Pods before, and pods asked for. */
  from: number;
  to: number;
  /** Uids of the pods that were there before the request. */
  before: ReadonlySet<string>;
  members: ReadonlyMap<string, Member>;
  /** When each pod first answered itself, by its uid. */
  answers: ReadonlyMap<string, number>;
  /** Why a pod's last attempt failed, by its uid. */
  errors: ReadonlyMap<string, string>;
  /** When all new pods were first Ready at the same time. */
  allReadyMs: number | null;
  serviceAnsweredMs: number | null;
  serviceError: string | null;
  condition: Reason | null;
  ended: Ending | null;
  settled: boolean;
}

export function newFleet(spec: FleetSpec): FleetState {
  return {
    spec,
    startMs: null,
    from: 0,
    to: spec.pods ?? 0,
    before: new Set(),
    members: new Map(),
    answers: new Map(),
    errors: new Map(),
    allReadyMs: null,
    serviceAnsweredMs: null,
    serviceError: null,
    condition: null,
    ended: null,
    settled: false,
  };
}

/** How many new pods are waited for. */
export function newPodsOf({ from, to }: Pick<FleetState, 'from' | 'to'>): number {
  return to - from;
}

/** The state after one more observation; those after the end change nothing. */
export function observeFleet(state: FleetState, seen: Observation): FleetState {
  return state.settled ? state : settle(apply(state, seen));
}

/** The state when time is up: timed-out, with the reason last seen of the pod that is farthest behind. */
export function expireFleet(state: FleetState): FleetState {
  if (state.ended !== null) return state;
  const { reason, message } = whyNotAll(state);
  return end(state, 'timed-out', reason, message);
}

function apply(state: FleetState, seen: Observation): FleetState {
  switch (seen.kind) {
    case 'create-requested':
      return state.startMs === null ? { ...state, startMs: seen.atMs } : state;
    case 'scale-requested':
      return { ...state, startMs: seen.atMs, from: seen.from, to: seen.to };
    case 'path-search':
      return { ...state, serviceError: seen.lastErrors ?? state.serviceError };
    case 'create-rejected':
      return end(state, 'failed', seen.reason, seen.message);
    case 'not-prepared':
    case 'disturbed':
      return end(state, 'invalid', seen.reason, seen.message);
    case 'pod':
      return onPod(state, seen);
    case 'pod-deleted':
      return onPodGone(state, seen.uid);
    case 'probe':
      return onProbe(state, seen);
    case 'condition':
      return onCondition(state, { reason: seen.reason, message: seen.message });
    case 'node-not-ready':
      return [...state.members.values()].some(({ facts }) => facts.nodeName === seen.node)
        ? end(state, 'invalid', 'NodeNotReady', `node ${seen.node} went NotReady`)
        : state;
    default:
      return state;
  }
}

function onPod(state: FleetState, { pod, atMs, seen }: PodObservation): FleetState {
  if (state.startMs === null) return { ...state, before: new Set(state.before).add(pod.uid) };
  const disruption = disruptionOf(pod);
  if (disruption !== null) return end(state, 'invalid', disruption.reason, disruption.message);
  // The pod that takes its place is one of those that are waited for.
  if (isSuperseded(pod) && !state.before.has(pod.uid)) return withoutMember(state, pod.uid);
  if (pod.deleting) return deleted(state, pod.name);
  if (state.before.has(pod.uid)) return state;
  const isReady = pod.conditions['Ready']?.status === true;
  const known = state.members.get(pod.uid);
  const ready = isReady ? (known?.ready ?? { atMs, seen }) : null;
  const member: Member = {
    facts: pod,
    ready,
    firstReady: known?.firstReady ?? ready,
    available: known?.available ?? null,
  };
  const next = withMember(state, member);
  const hopeless = hopelessReason(pod);
  if (hopeless !== null) return end(next, 'failed', hopeless.reason, hopeless.message);
  if (next.members.size > newPodsOf(next)) return surplus(next);
  const readyPods = [...next.members.values()].filter((each) => each.ready !== null).length;
  return readyPods === newPodsOf(next) ? { ...next, allReadyMs: next.allReadyMs ?? atMs } : next;
}

function onPodGone(state: FleetState, uid: string): FleetState {
  if (state.startMs === null) return state;
  const member = state.members.get(uid);
  if (member === undefined && !state.before.has(uid)) return state;
  return deleted(state, member?.facts.name ?? 'that was there before');
}

function withoutMember(state: FleetState, uid: string): FleetState {
  return { ...state, members: new Map([...state.members].filter(([each]) => each !== uid)) };
}

/** A pod that goes, be it old or new, makes others start: that is another experiment. */
function deleted(state: FleetState, name: string): FleetState {
  return end(state, 'invalid', 'PodDeleted', `pod ${name} was deleted by someone else`);
}

function surplus(state: FleetState): FleetState {
  const message = `${state.members.size} new pods appeared where ${newPodsOf(state)} were asked for: somebody else changes the workload`;
  return end(state, 'invalid', 'SurplusPods', message);
}

function onCondition(state: FleetState, condition: { reason: string; message: string }): FleetState {
  if (state.startMs === null) return state;
  const next = { ...state, condition };
  return isHopelessCreate(condition) ? end(next, 'failed', condition.reason, condition.message) : next;
}

function onProbe(state: FleetState, probe: ProbeObservation): FleetState {
  if (state.startMs === null) return state;
  const { target, podUid, matched, atMs, error } = probe;
  if (target === 'service')
    return matched
      ? { ...state, serviceAnsweredMs: state.serviceAnsweredMs ?? atMs }
      : { ...state, serviceError: error };
  if (podUid === undefined || state.answers.has(podUid)) return state;
  if (!matched) return { ...state, errors: new Map(state.errors).set(podUid, error ?? 'no answer') };
  const next = { ...state, answers: new Map(state.answers).set(podUid, atMs) };
  const member = next.members.get(podUid);
  return member === undefined ? next : withMember(next, member);
}

/** The member, available from the moment at which it is Ready and has answered. */
function withMember(state: FleetState, member: Member): FleetState {
  const { uid } = member.facts;
  const { ready } = member;
  const answeredMs = state.spec.asksPods ? (state.answers.get(uid) ?? null) : -Infinity;
  const now =
    ready === null || answeredMs === null ? null : { atMs: Math.max(ready.atMs, answeredMs), ready };
  const available = member.available ?? now;
  return { ...state, members: new Map(state.members).set(uid, { ...member, available }) };
}

function settle(state: FleetState): FleetState {
  if (state.settled || fleetEndMs(state) === null) return state;
  return { ...state, ended: { outcome: 'answered', reason: null, message: null }, settled: true };
}

/** When all new pods were available, and the Service had answered where it is asked; null while it is not so. */
export function fleetEndMs(state: FleetState): number | null {
  const { members, spec, serviceAnsweredMs, startMs } = state;
  if (startMs === null || members.size < newPodsOf(state)) return null;
  const times = [...members.values()].map(({ available }) => available?.atMs ?? null);
  if (spec.asksService) times.push(serviceAnsweredMs);
  return times.reduce<number | null>(
    (last, ms) => (last === null || ms === null ? null : Math.max(last, ms)),
    startMs,
  );
}

function end(state: FleetState, outcome: Outcome, reason: string | null, message: string | null): FleetState {
  return { ...state, ended: { outcome, reason, message }, settled: true };
}
