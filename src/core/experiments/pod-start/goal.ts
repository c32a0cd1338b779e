import type { EventFacts, Observation, PodObservation, ProbeObservation } from '../../observation.ts';
import { compareStarts, countStart, forgetStarts } from '../fold/container-starts.ts';
import { podOf } from '../fold/pods.ts';
import { isUnready } from '../fold/reasons.ts';
import { end, invalid, reach, type Goal } from '../fold/state.ts';
import { serviceErrorAfter } from '../fold/service-error.ts';
import { totalEndMs, type PodStartState } from './state.ts';
import { whyNotStarted } from './why-not.ts';

/** Two stamps this close may have been taken in the wrong order by a busy process; more would be a stall. */
const sameMomentMs = 100;

/** The Service answers after the first create request, and with several pods all of them are Ready. */
export const podStartGoal: Goal<PodStartState> = {
  needsEarlierPods: false,
  makesGo: () => false,
  see,
  settle,
  isLost: () => false,
  whyNot: whyNotStarted,
};

function see(state: PodStartState, seen: Observation): void {
  state.serviceError = serviceErrorAfter(state.serviceError, seen);
  switch (seen.kind) {
    case 'create-requested':
      state.startMs ??= seen.atMs;
      return;
    case 'pod':
      onPod(state, seen);
      return;
    case 'pod-deleted':
      forgetStarts(state.starts, seen.uid);
      return;
    case 'probe':
      onProbe(state, seen);
      return;
    case 'event':
      onEvent(state, seen.event);
      return;
    default:
      return;
  }
}

function onEvent(state: PodStartState, event: EventFacts): void {
  if (isUnready(event)) state.lastUnready = event.message;
  countStart(state.starts, event, podOf(state, event.aboutUid));
}

function onPod(state: PodStartState, { pod, atMs, seen }: PodObservation): void {
  const { answeredMs, hadAddress } = state;
  state.hadAddress ||= pod.podIP !== null;
  // The Service leads to a pod only once its address is published, so an answer before that came from another one.
  const isTooEarly = answeredMs !== null && answeredMs < atMs - sameMomentMs;
  if (isTooEarly && !hadAddress && pod.podIP !== null && seen.by === 'watch') {
    end(state, invalid(foreignAnswer));
    return;
  }
  if (state.newPods.has(pod.uid)) compareStarts(state.starts, pod);
  else forgetStarts(state.starts, pod.uid);
  if (state.readyPods.size >= state.spec.expectedPods) state.allReadyMs ??= atMs;
}

const foreignAnswer = {
  reason: 'ForeignAnswer',
  message: 'the service answered before any pod of the iteration had an address',
};

function onProbe(state: PodStartState, probe: ProbeObservation): void {
  if (probe.target !== 'service') return;
  state.lastProbe = probe;
  if (probe.matched) state.answeredMs ??= probe.atMs;
}

function settle(state: PodStartState): void {
  if (state.ended === null && totalEndMs(state) !== null) reach(state);
  // How a container that was started again ended is known only once the pod's status has come.
  if (state.ended !== null && state.allReadyMs !== null && state.starts.hidden.size === 0)
    state.settled = true;
}
