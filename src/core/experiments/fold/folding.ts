import type { Observation } from '../../observation.ts';
import type { IterationResult } from '../../result.ts';
import type { RecordContext } from '../record/context.ts';
import { expire, observe } from './observe.ts';
import type { FoldState, Goal } from './state.ts';

/** How the observations of one iteration become its outcome and its record. */
export interface Folding {
  see(seen: Observation): void;
  /** Time is up. */
  expire(): void;
  /** Nothing that is still to come changes the outcome. */
  readonly settled: boolean;
  /** Runner clock of the request that is timed from; null before it. */
  readonly startMs: number | null;
  record(observations: readonly Observation[], context: RecordContext): IterationResult;
}

/** What an experiment makes of an iteration that has ended. */
export type Recording<S> = (
  state: S,
  observations: readonly Observation[],
  context: RecordContext,
) => IterationResult;

/** The fold of one iteration towards this goal. It owns the state, which it changes in place. */
export function foldTowards<S extends FoldState>(goal: Goal<S>, state: S, record: Recording<S>): Folding {
  return {
    see: (seen) => observe(goal, state, seen),
    expire: () => expire(goal, state),
    get settled() {
      return state.settled;
    },
    get startMs() {
      return state.startMs;
    },
    record: (observations, context) =>
      withClaims(withoutLoad(record(state, observations, context), observations), observations),
  };
}

/** Whether volumes were provisioned in it, or reused. */
function withClaims(result: IterationResult, observations: readonly Observation[]): IterationResult {
  const seen = observations.findLast((each) => each.kind === 'volume-claims');
  return seen === undefined || seen.claims.length === 0
    ? result
    : { ...result, volumeClaims: [...seen.claims] };
}

/** What was to be measured next to a load that was not there says nothing. */
function withoutLoad(result: IterationResult, observations: readonly Observation[]): IterationResult {
  const ended = observations.find((seen) => seen.kind === 'load-ended');
  if (ended === undefined) return result;
  return { ...result, outcome: 'invalid', reason: 'LoadEnded', message: ended.message, totalMs: null };
}
