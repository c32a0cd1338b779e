import type { MeasureName } from './objective.ts';
import { phaseKeys } from './phases.ts';
import type { IterationResult } from './result.ts';

/** What is known of one measure of one iteration: milliseconds, +∞ where it was never reached, a bound, or nothing. */
export type Measured = number | AtMost | 'unknown';

/** The value itself is not known, but it is not above this. */
export interface AtMost {
  atMostMs: number;
}

/** The facts of an iteration that judging looks at. */
export type Judgeable = Pick<
  IterationResult,
  | 'warmup'
  | 'outcome'
  | 'totalMs'
  | 'readyMs'
  | 'sliMs'
  | 'sliAtMostMs'
  | 'phases'
  | 'applicationAtMostMs'
  | 'watchGaps'
  | 'instants'
  | 'healing'
  | 'fleet'
>;

/** The iterations that count: no warm-ups, no invalid ones. Timeouts and failures do count. */
export function judgedOf<T extends Judgeable>(iterations: readonly T[]): T[] {
  return iterations.filter(({ warmup, outcome }) => !warmup && outcome !== 'invalid');
}

/**
 * The value of a measure in a judged iteration. An iteration that never answered is never dropped: what it did not
 * reach took it for ever. What an answered one does not know is unknown, except `ready` with an unbroken watch that
 * never brought it: the condition would have been seen, so the pod was never Ready within the timeout.
 */
export function measureOf(iteration: Judgeable, measure: Exclude<MeasureName, 'per-pod'>): Measured {
  const answered = iteration.outcome === 'answered';
  if (measure === 'total' || measure === 'heal')
    return answered ? (iteration.totalMs ?? 'unknown') : Infinity;
  if (measure === 'ready') {
    return iteration.readyMs ?? (answered && mayBeReady(iteration) ? 'unknown' : Infinity);
  }
  if (measure === 'sli') return iteration.sliMs ?? boundedSli(iteration);
  if (measure === 'outage') return orNever(iteration.healing?.outageMs, answered);
  if (measure === 'all') return orNever(iteration.fleet?.allMs, answered);
  if (measure === 'first') return orNever(iteration.fleet?.firstMs, answered);
  if (measure === 'half') return orNever(iteration.fleet?.halfMs, answered);
  const phaseMs = iteration.phases[phaseKeys[measure]];
  if (phaseMs !== null) return phaseMs;
  if (!answered) return Infinity;
  return measure === 'application' ? boundOf(iteration.applicationAtMostMs) : 'unknown';
}

/** What an iteration that did not end well has not reached took it for ever; otherwise it is not known. */
function orNever(ms: number | null | undefined, answered: boolean): Measured {
  return ms ?? (answered ? 'unknown' : Infinity);
}

/** One value for each pod that was asked for: those that never appeared took for ever as well. */
function perPod({ fleet, outcome }: Judgeable): Measured[] {
  const answered = outcome === 'answered';
  if (fleet === undefined) return [answered ? 'unknown' : Infinity];
  const values = fleet.pods.map(({ availableMs, availableAtMostMs }) =>
    availableMs === null && availableAtMostMs !== null
      ? { atMostMs: availableAtMostMs }
      : orNever(availableMs, answered),
  );
  const absent = Math.max(0, fleet.to - fleet.from - fleet.pods.length);
  return [...values, ...Array<Measured>(absent).fill(answered ? 'unknown' : Infinity)];
}

/** Containers that all ran once have started, whether or not the application answered. */
function boundedSli({ outcome, sliAtMostMs, instants }: Judgeable): Measured {
  if (sliAtMostMs !== null) return { atMostMs: sliAtMostMs };
  const haveStarted = outcome === 'answered' || instants.some(({ name }) => name === 'running');
  return haveStarted ? 'unknown' : Infinity;
}

function boundOf(atMostMs: number | null): Measured {
  return atMostMs === null ? 'unknown' : { atMostMs };
}

/** It came unseen in a watch gap, or it was seen and a stall of the process leaves in doubt when it came. */
function mayBeReady({ watchGaps, instants }: Judgeable): boolean {
  return watchGaps > 0 || instants.some(({ name }) => name === 'ready');
}

/** The values of a measure, one for each iteration that counts (`per-pod`: one for each pod of it), in their order. */
export function measuresOf(iterations: readonly Judgeable[], measure: MeasureName): Measured[] {
  return judgedOf(iterations).flatMap((iteration) =>
    measure === 'per-pod' ? perPod(iteration) : measureOf(iteration, measure),
  );
}

/** The values that are known exactly, +∞ included. */
export function knownOf(values: readonly Measured[]): number[] {
  return values.filter((value) => typeof value === 'number');
}

/** Whether a value is known only to lie within a limit. */
export function isBoundWithin(value: Measured, limitMs: number): value is AtMost {
  return typeof value === 'object' && value.atMostMs <= limitMs;
}

/**
 * The values that can be told from a limit. A bound within the limit stands in for the value it bounds, so a quantile
 * of these is at most what is said.
 */
export function tellableOf(values: readonly Measured[], limitMs: number): number[] {
  return knownOf(values.map((value) => (isBoundWithin(value, limitMs) ? value.atMostMs : value)));
}
