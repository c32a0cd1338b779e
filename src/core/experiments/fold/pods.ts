import type { PodFacts } from '../../observation.ts';
import { isSuperseded } from './reasons.ts';
import type { FoldState } from './state.ts';

/** Whether its condition Ready is true. */
export function isReady(pod: PodFacts): boolean {
  return pod.conditions['Ready']?.status === true;
}

/** All pods known, earlier ones first. */
export function* allPods({ earlierPods, newPods }: FoldState): Generator<PodFacts> {
  yield* earlierPods.values();
  yield* newPods.values();
}

/** The pod as it was seen last, whenever it came. */
export function podOf({ earlierPods, newPods }: FoldState, uid: string): PodFacts | undefined {
  return newPods.get(uid) ?? earlierPods.get(uid);
}

/** Takes the pod's newest state. A new pod that its controller replaces is forgotten: the next one counts. */
export function rememberPod(state: FoldState, pod: PodFacts): void {
  const { uid } = pod;
  const isEarlier = state.startMs === null || state.earlierPods.has(uid);
  if (!isEarlier && isSuperseded(pod)) {
    forgetPod(state, uid);
    return;
  }
  (isEarlier ? state.earlierPods : state.newPods).set(uid, pod);
  if (isReady(pod) && !pod.deleting) state.readyPods.add(uid);
  else state.readyPods.delete(uid);
}

export function forgetPod(state: FoldState, uid: string): void {
  state.earlierPods.delete(uid);
  state.newPods.delete(uid);
  state.readyPods.delete(uid);
}
