import { newFold, type FoldState } from '../fold/state.ts';
import type { Received } from '../record/gaps.ts';

/** What several new pods at once are waited for. */
export interface NewPodsSpec {
  /** How many are started; null: the request to scale says it. */
  pods: number | null;
  /** Whether each is probed itself; where not, Ready alone makes one available. */
  asksPods: boolean;
  /** Whether the total ends with the Service's answer as well. */
  asksService: boolean;
}

/** How far one of the new pods has come. */
export interface PodProgress {
  /** Since when it has been Ready without a break. */
  ready: Received | null;
  /** When it was Ready for the first time. */
  firstReady: Received | null;
  /** When it first was Ready and had answered, and what was received of its readiness then. */
  available: { atMs: number; ready: Received } | null;
}

/** The state of an iteration that is about several new pods. */
export interface NewPodsState extends FoldState {
  readonly spec: NewPodsSpec;
  /** Pods before, and pods asked for. */
  from: number;
  to: number;
  /** Of the new pods, by uid. */
  readonly progress: Map<string, PodProgress>;
  /** How many of them are Ready now, and how many have been available. */
  readyCount: number;
  availableCount: number;
  /** When the last of those was; -Infinity without one. */
  lastAvailableMs: number;
  /** When each pod first answered itself, by its uid. */
  readonly answers: Map<string, number>;
  /** Why a pod's last attempt failed, by its uid. */
  readonly errors: Map<string, string>;
  /** When all new pods were first Ready at the same time. */
  allReadyMs: number | null;
  serviceAnsweredMs: number | null;
  serviceError: string | null;
}

export function noNewPods(spec: NewPodsSpec): NewPodsState {
  return {
    ...newFold(),
    spec,
    from: 0,
    to: spec.pods ?? 0,
    progress: new Map(),
    readyCount: 0,
    availableCount: 0,
    lastAvailableMs: -Infinity,
    answers: new Map(),
    errors: new Map(),
    allReadyMs: null,
    serviceAnsweredMs: null,
    serviceError: null,
  };
}

/** A pod of which nothing is known yet. */
export const noProgress: Readonly<PodProgress> = { ready: null, firstReady: null, available: null };

/** How many new pods are waited for. */
export function podsWanted({ from, to }: Pick<NewPodsState, 'from' | 'to'>): number {
  return to - from;
}

/** When all new pods were available, and the Service had answered where it is probed; null while that is not so. */
export function newPodsEndMs(state: NewPodsState): number | null {
  const { startMs, newPods, availableCount, lastAvailableMs, spec, serviceAnsweredMs } = state;
  if (startMs === null || newPods.size < podsWanted(state) || availableCount < newPods.size) return null;
  const podsMs = Math.max(startMs, lastAvailableMs);
  if (!spec.asksService) return podsMs;
  return serviceAnsweredMs === null ? null : Math.max(podsMs, serviceAnsweredMs);
}
