import { recordFleet } from '../fleet/record.ts';
import { expireFleet, newFleet, observeFleet, type FleetSpec, type FleetState } from '../fleet/state.ts';
import type { Observation } from '../observation.ts';
import type { Scenario } from '../plan.ts';
import type { IterationResult } from '../result.ts';
import { expire, newIteration, observe } from './decide.ts';
import { newHealing, type HealingState } from './healing-state.ts';
import { expireHealing, observeHealing } from './healing.ts';
import { recordHealing } from './record-healing.ts';
import { recordIteration, type RecordContext } from './record.ts';

/** How the observations of one iteration become its outcome and its record; every experiment has its own. */
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

/** What a fold needs to know beforehand. */
export interface FoldingSpec {
  /** Pods that the experiment is about: those started, or the full set. */
  expectedPods: number;
}

interface Fold<S extends { settled: boolean; startMs: number | null }> {
  begin: S;
  observe: (state: S, seen: Observation) => S;
  expire: (state: S) => S;
  record: (state: S, observations: readonly Observation[], context: RecordContext) => IterationResult;
}

type Folded = Pick<Scenario, 'experiment' | 'burst'> & { probe: Pick<Scenario['probe'], 'askPod'> };

const healing = (spec: FoldingSpec): Fold<HealingState> => ({
  begin: newHealing(spec),
  observe: observeHealing,
  expire: expireHealing,
  record: recordHealing,
});

export function foldingOf({ experiment, burst, probe }: Folded, spec: FoldingSpec): Folding {
  const asksPods = probe.askPod;
  if (experiment === 'scaling') return holding(fleet({ pods: null, asksPods, asksService: false }));
  if (experiment === 'healing') return holding(healing(spec));
  if (burst > 1) return holding(fleet({ pods: spec.expectedPods, asksPods, asksService: true }));
  return holding({ begin: newIteration(spec), observe, expire, record: recordIteration });
}

function fleet(spec: FleetSpec): Fold<FleetState> {
  return { begin: newFleet(spec), observe: observeFleet, expire: expireFleet, record: recordFleet };
}

function holding<S extends { settled: boolean; startMs: number | null }>(fold: Fold<S>): Folding {
  let state = fold.begin;
  return {
    see(seen) {
      state = fold.observe(state, seen);
    },
    expire() {
      state = fold.expire(state);
    },
    get settled() {
      return state.settled;
    },
    get startMs() {
      return state.startMs;
    },
    record: (observations, context) =>
      withClaims(withoutLoad(fold.record(state, observations, context), observations), observations),
  };
}

/** Whether volumes were provisioned in it, or reused. */
function withClaims(result: IterationResult, observations: readonly Observation[]): IterationResult {
  const seen = observations.findLast((each) => each.kind === 'volume-claims');
  return seen === undefined || seen.claims.length === 0
    ? result
    : { ...result, volumeClaims: [...seen.claims] };
}

/** What was to be measured beside a load that was not there says nothing. */
function withoutLoad(result: IterationResult, observations: readonly Observation[]): IterationResult {
  const ended = observations.find((seen) => seen.kind === 'load-ended');
  if (ended === undefined) return result;
  return { ...result, outcome: 'invalid', reason: 'LoadEnded', message: ended.message, totalMs: null };
}
