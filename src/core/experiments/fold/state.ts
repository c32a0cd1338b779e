import type { Observation, PodFacts } from '../../observation.ts';
import type { Outcome } from '../../result.ts';
import type { Reason } from './reasons.ts';

/** How an iteration ended, and why. */
export interface Ending {
  outcome: Outcome;
  reason: string | null;
  message: string | null;
}

/**
 * What every experiment knows of its iteration while it goes on. The fold changes it in place: a copy of the maps at
 * every event would make an iteration of 10,000 pods take time that grows with the square of their number.
 */
export interface FoldState {
  /** Runner clock of the request that is timed from; null before it. */
  startMs: number | null;
  /** The pods that were there before that request, as they were seen last, by uid. */
  readonly earlierPods: Map<string, PodFacts>;
  /** The pods that came after it, without those that failed and are replaced by their controller. */
  readonly newPods: Map<string, PodFacts>;
  /** Uids of the pods of both that are Ready and not being deleted. */
  readonly readyPods: Set<string>;
  /** What was reported last of a pod that could not be created, or of a Service that could not be probed. */
  condition: Reason | null;
  /** Set once the outcome is certain. */
  ended: Ending | null;
  /** Nothing that is still to come changes the outcome or the record. */
  settled: boolean;
}

/** What an experiment adds to the fold that all of them share (`observe.ts`). */
export interface Goal<S extends FoldState> {
  /** Whether the pods that were there before the request belong to what has to be Ready. */
  needsEarlierPods: boolean;
  /** Whether the iteration itself makes this pod go. */
  makesGo(state: S, uid: string): boolean;
  /** Takes what this experiment alone looks at, such as its request and its probes. Changes the state in place. */
  see(state: S, seen: Observation): void;
  /** Ends the iteration where the goal is reached. Changes the state in place. */
  settle(state: S, seen: Observation): void;
  /** Whether a goal that was reached is missed again when time is up. */
  isLost(state: S): boolean;
  /** Why the goal is not reached when time is up: the reason last seen. */
  whyNot(state: S): Reason;
}

export function newFold(): FoldState {
  return {
    startMs: null,
    earlierPods: new Map(),
    newPods: new Map(),
    readyPods: new Set(),
    condition: null,
    ended: null,
    settled: false,
  };
}

/** Ends the iteration: nothing that is still to come is looked at. */
export function end(state: FoldState, ending: Ending): void {
  state.ended = ending;
  state.settled = true;
}

/** The goal is reached; what comes after it may still be worth seeing. */
export function reach(state: FoldState): void {
  state.ended = { outcome: 'answered', reason: null, message: null };
}

/** What makes the measurement another one, or none. */
export function invalid({ reason, message }: Reason): Ending {
  return { outcome: 'invalid', reason, message };
}

/** A state that cannot recover. */
export function failed({ reason, message }: Reason): Ending {
  return { outcome: 'failed', reason, message };
}
