import type { Observation, PodFacts } from '../../observation.ts';
import { isReady } from './pods.ts';
import { namedReasonOf, type Reason } from './reasons.ts';
import { noRequest, serviceErrorAfter } from './service-error.ts';

/** What is known of a workload until it is complete. Changed in place, as the state of a fold is. */
export interface PreparedState {
  /** Its pods, as they were seen last. */
  readonly pods: Map<string, PodFacts>;
  /** Uids of those that have answered themselves, probed past the Service. */
  readonly answered: Set<string>;
  serviceAnswered: boolean;
  /** What was said last of a pod that could not be created, or of a Service that could not be probed. */
  condition: Reason | null;
  /** Why the Service's last attempt failed. */
  error: string | null;
}

/** What makes it complete. */
export interface PreparedNeed {
  /** Size of the full set; null while the cluster has not said it. */
  pods: number | null;
  /** Whether each pod is probed itself. */
  askPods: boolean;
}

export function nothingPrepared(): PreparedState {
  return { pods: new Map(), answered: new Set(), serviceAnswered: false, condition: null, error: null };
}

/** Takes one more observation into the state. */
export function seePrepared(state: PreparedState, seen: Observation): void {
  state.error = serviceErrorAfter(state.error, seen);
  switch (seen.kind) {
    case 'pod':
      state.pods.set(seen.pod.uid, seen.pod);
      return;
    case 'pod-deleted':
      state.pods.delete(seen.uid);
      return;
    case 'condition':
      state.condition = { reason: seen.reason, message: seen.message };
      return;
    case 'probe':
      if (seen.target === 'pod') {
        if (seen.matched && seen.podUid !== undefined) state.answered.add(seen.podUid);
      } else if (seen.matched) state.serviceAnswered = true;
      return;
    default:
      return;
  }
}

/**
 * Why the workload is not complete yet, or null: as many pods as requested and no other, all Ready and answering, none on
 * its way out, and the Service answering. Pods that ended (evicted ones are kept) are not counted.
 */
export function whyNotPrepared(state: PreparedState, need: PreparedNeed): Reason | null {
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
    return reason('SurplusPods', `${pods.length} pods exist, but only ${need.pods} are expected`);
  const silent = need.askPods ? pods.find(({ uid }) => !state.answered.has(uid)) : undefined;
  if (silent !== undefined) return reason('NotAnswering', `pod ${silent.name} is Ready and does not answer`);
  if (state.serviceAnswered || need.pods === 0) return null;
  return (
    state.condition ??
    reason('NotAnswering', `all pods are Ready, and the Service does not answer: ${state.error ?? noRequest}`)
  );
}

function reason(word: string, message: string): Reason {
  return { reason: word, message };
}
