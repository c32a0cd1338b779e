import type { ProbeObservation } from '../../observation.ts';
import { noStarts, type ContainerStarts } from '../fold/container-starts.ts';
import { newFold, type FoldState } from '../fold/state.ts';

export interface PodStartSpec {
  /** Pods that must be Ready for the total to end; with one, the answer alone ends it. */
  expectedPods: number;
}

/**
 * The state of one start. An answered one is watched further until it is known when it was Ready, since both times are
 * always shown.
 */
export interface PodStartState extends FoldState {
  readonly spec: PodStartSpec;
  answeredMs: number | null;
  /** When the full set of pods was first seen Ready. */
  allReadyMs: number | null;
  /** Whether any pod has had an address. */
  hadAddress: boolean;
  readonly starts: ContainerStarts;
  lastProbe: ProbeObservation | null;
  /** Why the Service has not answered so far. */
  serviceError: string | null;
  /** What the kubelet said last of a readiness probe that failed. */
  lastUnready: string | null;
}

export function newPodStart(spec: PodStartSpec): PodStartState {
  return {
    ...newFold(),
    spec,
    answeredMs: null,
    allReadyMs: null,
    hadAddress: false,
    starts: noStarts(),
    lastProbe: null,
    serviceError: null,
    lastUnready: null,
  };
}

/** When the total ended: the answer, and with several pods also the last of them Ready. */
export function totalEndMs({
  answeredMs,
  allReadyMs,
  spec,
}: Pick<PodStartState, 'answeredMs' | 'allReadyMs' | 'spec'>): number | null {
  if (answeredMs === null) return null;
  if (spec.expectedPods <= 1) return answeredMs;
  return allReadyMs === null ? null : Math.max(answeredMs, allReadyMs);
}
