import type { MeasureName } from './objective.ts';
import { phaseKeys } from './phases.ts';
import type { IterationResult } from './result.ts';

/** What is known about one measure of one iteration: milliseconds, +∞ where it was never reached, or nothing. */
export type Measured = number | 'unknown';

/** The facts of an iteration that judging looks at. */
export type Judgeable = Pick<
  IterationResult,
  'warmup' | 'outcome' | 'totalMs' | 'readyMs' | 'phases' | 'watchGaps'
>;

/** The iterations that count: no warm-ups, no invalid ones. Time-outs and failures do count. */
export function judgedOf<T extends Judgeable>(iterations: readonly T[]): T[] {
  return iterations.filter(({ warmup, outcome }) => !warmup && outcome !== 'invalid');
}

/**
 * The value of a measure in a judged iteration. An iteration that never answered is never dropped: what it did not
 * reach took it for ever. What an answered one does not know is unknown, except `ready` with an unbroken watch: the
 * condition would have been seen, so the pod was never Ready within the time-out.
 */
export function measureOf(iteration: Judgeable, measure: MeasureName): Measured {
  const answered = iteration.outcome === 'answered';
  if (measure === 'total') return answered ? (iteration.totalMs ?? 'unknown') : Infinity;
  if (measure === 'ready') {
    return iteration.readyMs ?? (answered && iteration.watchGaps > 0 ? 'unknown' : Infinity);
  }
  return iteration.phases[phaseKeys[measure]] ?? (answered ? 'unknown' : Infinity);
}

/** The values of a measure, one for each iteration that counts, in their order. */
export function measuresOf(iterations: readonly Judgeable[], measure: MeasureName): Measured[] {
  return judgedOf(iterations).map((iteration) => measureOf(iteration, measure));
}

/** The values that are known, +∞ included. */
export function knownOf(values: readonly Measured[]): number[] {
  return values.filter((value) => value !== 'unknown');
}
