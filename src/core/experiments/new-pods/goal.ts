import type { Observation, PodObservation, ProbeObservation } from '../../observation.ts';
import { isReady } from '../fold/pods.ts';
import { end, invalid, reach, type Goal } from '../fold/state.ts';
import { serviceErrorAfter } from '../fold/service-error.ts';
import { newPodsEndMs, noProgress, podsWanted, type NewPodsState, type PodProgress } from './state.ts';
import { whyNotAll } from './why-not.ts';

/** All new pods have been Ready and answering, and the Service has answered where it is probed. */
export const newPodsGoal: Goal<NewPodsState> = {
  needsEarlierPods: false,
  makesGo: () => false,
  see,
  settle,
  isLost: () => false,
  whyNot: whyNotAll,
};

function see(state: NewPodsState, seen: Observation): void {
  state.serviceError = serviceErrorAfter(state.serviceError, seen);
  switch (seen.kind) {
    case 'not-prepared':
      end(state, invalid(seen));
      return;
    case 'create-requested':
      state.startMs ??= seen.atMs;
      return;
    case 'scale-requested':
      onScaleRequested(state, seen);
      return;
    case 'pod':
      onPod(state, seen);
      return;
    case 'probe':
      onProbe(state, seen);
      return;
    default:
      return;
  }
}

/** What hindered the pods before the request does not hinder the new ones. */
function onScaleRequested(
  state: NewPodsState,
  { atMs, from, to }: { atMs: number; from: number; to: number },
): void {
  state.startMs = atMs;
  state.from = from;
  state.to = to;
  state.condition = null;
}

function onPod(state: NewPodsState, { pod, atMs, seen }: PodObservation): void {
  if (state.earlierPods.has(pod.uid)) return;
  const known = state.progress.get(pod.uid) ?? noProgress;
  if (!state.newPods.has(pod.uid)) {
    forgetProgress(state, pod.uid, known);
    return;
  }
  const ready = isReady(pod) ? (known.ready ?? { atMs, seen }) : null;
  state.readyCount += Number(ready !== null) - Number(known.ready !== null);
  advance(state, pod.uid, { ...known, ready, firstReady: known.firstReady ?? ready });
  if (state.newPods.size > podsWanted(state)) end(state, invalid(surplus(state)));
  else if (state.readyCount === podsWanted(state)) state.allReadyMs ??= atMs;
}

function surplus(state: NewPodsState) {
  const message = `${state.newPods.size} new pods appeared, but only ${podsWanted(state)} were requested: somebody else is changing the workload`;
  return { reason: 'SurplusPods', message };
}

/** Keeps how far the pod has come: it is available from the moment at which it is Ready and has answered. */
function advance(state: NewPodsState, uid: string, progress: PodProgress): void {
  state.progress.set(uid, progress);
  const { ready, available } = progress;
  const answeredMs = state.spec.asksPods ? state.answers.get(uid) : -Infinity;
  if (available !== null || ready === null || answeredMs === undefined) return;
  progress.available = { atMs: Math.max(ready.atMs, answeredMs), ready };
  state.availableCount += 1;
  state.lastAvailableMs = Math.max(state.lastAvailableMs, progress.available.atMs);
}

/** The pod that takes its place is one of those that are waited for. */
function forgetProgress(state: NewPodsState, uid: string, { ready, available }: Readonly<PodProgress>): void {
  state.progress.delete(uid);
  if (ready !== null) state.readyCount -= 1;
  if (available === null) return;
  state.availableCount -= 1;
  const times = [...state.progress.values()].map((each) => each.available?.atMs ?? -Infinity);
  state.lastAvailableMs = times.reduce((a, b) => Math.max(a, b), -Infinity);
}

function onProbe(state: NewPodsState, { target, podUid, matched, atMs, error }: ProbeObservation): void {
  if (state.startMs === null) return;
  if (target === 'service') {
    if (matched) state.serviceAnsweredMs ??= atMs;
    return;
  }
  if (podUid === undefined || state.answers.has(podUid)) return;
  if (!matched) {
    state.errors.set(podUid, error ?? 'no answer');
    return;
  }
  state.answers.set(podUid, atMs);
  const progress = state.progress.get(podUid);
  if (progress !== undefined) advance(state, podUid, progress);
}

function settle(state: NewPodsState): void {
  if (newPodsEndMs(state) === null) return;
  reach(state);
  state.settled = true;
}
