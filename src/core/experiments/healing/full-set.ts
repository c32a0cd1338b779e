import type { PodFacts, TargetPod } from '../../observation.ts';
import { podOf } from '../fold/pods.ts';
import type { HealingState } from './state.ts';

/** As many Ready pods as there should be. */
export function isFullSetReady(state: HealingState): boolean {
  return countReady(state) >= state.spec.expectedPods;
}

/** Pods that are Ready. The victim counts only where its container was killed, and started again. */
export function countReady(state: HealingState): number {
  const { victim, readyPods } = state;
  const pod = victim === null || !readyPods.has(victim.uid) ? undefined : podOf(state, victim.uid);
  return readyPods.size - (pod === undefined || hasRestarted(victim, pod) ? 0 : 1);
}

/** Those that take the place of the victim: new pods, or the one whose container was killed. */
export function replacements(state: HealingState): PodFacts[] {
  const { victim, newPods } = state;
  if (victim?.container == null) return [...newPods.values()].filter(({ deleting }) => !deleting);
  const pod = podOf(state, victim.uid);
  return pod === undefined ? [] : [pod];
}

/** In the endpoints, and answering themselves where they are probed. */
export function replacementsServe(state: HealingState): boolean {
  return replacements(state).every(
    ({ uid }) => state.inEndpoints.has(uid) && (!state.asksPods || state.answered.has(uid)),
  );
}

export function hasRestarted(victim: TargetPod | null, pod: PodFacts): boolean {
  const { container } = victim ?? { container: null };
  if (container === null) return false;
  const now = pod.containers.find(({ name }) => name === container.name);
  return now !== undefined && now.restartCount > container.restartCount;
}

/** The pod that was deleted, as opposed to one whose container was killed in place. */
export function isDeletedTargetPod(state: HealingState, uid: string): boolean {
  return isTargetPod(state, uid) && state.victim?.container === null;
}

export function isTargetPod({ victim }: HealingState, uid: string): boolean {
  return victim?.uid === uid;
}
