import type { PodFacts, Victim } from '../observation.ts';
import type { HealingState } from './healing-state.ts';
import { isReady } from './standing.ts';

/** As many Ready pods as there should be. A victim counts only where its container was killed, and started again. */
export function isFullSetReady(state: HealingState): boolean {
  return readyPods(state).length >= state.spec.expectedPods;
}

export function readyPods(state: HealingState): PodFacts[] {
  return [...state.pods.values()].filter((pod) => {
    if (pod.deleting || !isReady(pod)) return false;
    return !isVictim(state, pod.uid) || hasRestarted(state.victim, pod);
  });
}

/** Those that take the place of the victim: new pods, or the one whose container was killed. */
export function replacements(state: HealingState): PodFacts[] {
  const isInPlace = state.victim?.container != null;
  return [...state.pods.values()].filter(({ uid, deleting }) =>
    isInPlace ? isVictim(state, uid) : !deleting && !state.before.has(uid),
  );
}

/** In the endpoints, and answering themselves where they are asked. */
export function replacementsServe(state: HealingState): boolean {
  const inEndpoints = new Set(state.endpoints.filter(({ ready }) => ready).map(({ podUid }) => podUid));
  return replacements(state).every(
    ({ uid }) => inEndpoints.has(uid) && (!state.asksPods || state.answered.has(uid)),
  );
}

export function hasRestarted(victim: Victim | null, pod: PodFacts): boolean {
  const { container } = victim ?? { container: null };
  if (container === null) return false;
  const now = pod.containers.find(({ name }) => name === container.name);
  return now !== undefined && now.restartCount > container.restartCount;
}

/** The pod that was deleted, as opposed to one whose container was killed in place. */
export function isGoing(state: HealingState, uid: string): boolean {
  return isVictim(state, uid) && state.victim?.container === null;
}

export function isVictim({ victim }: HealingState, uid: string): boolean {
  return victim?.uid === uid;
}
