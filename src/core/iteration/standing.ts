import type { Observation, PodFacts } from '../observation.ts';
import { namedReasonOf, type Reason } from './reasons.ts';

/** What is known of a workload while it comes to stand. */
export interface StandingState {
  /** Its pods, as they were seen last. */
  pods: ReadonlyMap<string, PodFacts>;
  /** Uids of those that have answered themselves, asked past the Service. */
  answered: ReadonlySet<string>;
  serviceAnswered: boolean;
  /** What was said last of a pod that could not be made, or of a Service that could not be asked. */
  condition: Reason | null;
  /** Why the Service's last attempt failed. */
  error: string | null;
}

/** What makes it stand. */
export interface StandingNeed {
  /** Size of the full set; null while the cluster has not said it. */
  pods: number | null;
  /** Whether each pod is asked itself. */
  askPods: boolean;
}

export const nothingStands: StandingState = {
  pods: new Map(),
  answered: new Set(),
  serviceAnswered: false,
  condition: null,
  error: null,
};

export function seeStanding(state: StandingState, seen: Observation): StandingState {
  switch (seen.kind) {
    case 'pod':
      return { ...state, pods: new Map(state.pods).set(seen.pod.uid, seen.pod) };
    case 'pod-deleted':
      return { ...state, pods: new Map([...state.pods].filter(([uid]) => uid !== seen.uid)) };
    case 'condition':
      return { ...state, condition: { reason: seen.reason, message: seen.message } };
    case 'path-search':
      return { ...state, error: seen.lastErrors ?? state.error };
    case 'probe':
      if (seen.target === 'service')
        return seen.matched ? { ...state, serviceAnswered: true } : { ...state, error: seen.error };
      return seen.matched && seen.podUid !== undefined
        ? { ...state, answered: new Set(state.answered).add(seen.podUid) }
        : state;
    default:
      return state;
  }
}

/**
 * Why the workload does not stand yet, or null: as many pods as asked for and no other, all Ready and answering, none on
 * its way out, and the Service answering. Pods that ended (evicted ones are kept) are not counted.
 */
export function whyNotStanding(state: StandingState, need: StandingNeed): Reason | null {
  if (need.pods === null) return reason('NotObserved', 'its controller has not said how many pods it wants');
  const pods = [...state.pods.values()].filter(({ phase }) => phase !== 'Failed' && phase !== 'Succeeded');
  const going = pods.find(({ deleting }) => deleting);
  if (going !== undefined) return reason('Terminating', `pod ${going.name} is still being deleted`);
  const waiting = pods.find((pod) => !isReady(pod));
  if (waiting !== undefined)
    return namedReasonOf(waiting) ?? reason('NotReady', `pod ${waiting.name} is not Ready`);
  if (pods.length < need.pods)
    return state.condition ?? reason('NoPods', `${pods.length} of ${need.pods} pods are there`);
  if (pods.length > need.pods)
    return reason('SurplusPods', `${pods.length} pods are there, and ${need.pods} are asked for`);
  const silent = need.askPods ? pods.find(({ uid }) => !state.answered.has(uid)) : undefined;
  if (silent !== undefined) return reason('NotAnswering', `pod ${silent.name} is Ready and does not answer`);
  if (state.serviceAnswered || need.pods === 0) return null;
  return (
    state.condition ??
    reason(
      'NotAnswering',
      `all pods are Ready, and the Service does not answer: ${state.error ?? 'no address'}`,
    )
  );
}

export function isReady(pod: PodFacts): boolean {
  return pod.conditions['Ready']?.status === true;
}

function reason(word: string, message: string): Reason {
  return { reason: word, message };
}
