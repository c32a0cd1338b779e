import { measureOf, type Judgeable, type Measured } from '../measure.ts';
import type { MeasureName } from '../objective.ts';
import type { Outcome } from '../result.ts';

/** A value as the journal can hold it: JSON knows no infinity. */
export type StoredValue = number | 'never' | 'unknown' | { atMostMs: number };

/** A start that was made. */
export interface WindowStart {
  /** Wall clock of its intended start. */
  atUnixMs: number;
  outcome: Outcome;
  /**
   * How long after its intended start the measurement could be begun, since the one before was not over. Its own
   * preparation is not in it: healing and scaling are timed from later than this and the intended start say together.
   */
  lateMs: number;
  /** Of each measure that is judged; of totals and Ready from the intended start on. */
  values: Partial<Record<MeasureName, StoredValue>>;
}

/** Starts that were skipped. */
export interface WindowMissed {
  atUnixMs: number;
  outcome: 'missed';
  count: number;
}

export type WindowEntry = WindowStart | WindowMissed;

/** However short the interval: memory and journal stay small, and no quantile needs more. */
export const mostEntries = 10_000;

/** The window with one more entry, and without those that are too old or too many. */
export function withEntry(
  window: readonly WindowEntry[],
  entry: WindowEntry,
  windowMs: number,
): readonly WindowEntry[] {
  return within([...window, entry], entry.atUnixMs, windowMs).slice(-mostEntries);
}

/** What of a window is not too old at a time. */
export function within(
  window: readonly WindowEntry[],
  unixMs: number,
  windowMs: number,
): readonly WindowEntry[] {
  return window.filter(({ atUnixMs }) => atUnixMs > unixMs - windowMs);
}

/** The starts that count: no invalid ones, nothing that was skipped. */
export function judgedIn(window: readonly WindowEntry[]): WindowStart[] {
  return window.filter(isStart).filter(({ outcome }) => outcome !== 'invalid');
}

function isStart(entry: WindowEntry): entry is WindowStart {
  return entry.outcome !== 'missed';
}

export function invalidIn(window: readonly WindowEntry[]): number {
  return window.filter(({ outcome }) => outcome === 'invalid').length;
}

/** The values of a measure in the window, of the starts that count. */
export function valuesIn(window: readonly WindowEntry[], measure: MeasureName): Measured[] {
  return judgedIn(window).map(({ values }) => measuredFrom(values[measure] ?? 'unknown'));
}

/** A start as the window keeps it. */
export function windowStart(
  iteration: Judgeable,
  { atUnixMs, lateMs }: Pick<WindowStart, 'atUnixMs' | 'lateMs'>,
  measures: readonly MeasureName[],
): WindowStart {
  const { outcome } = iteration;
  const values = measures.map(
    (measure) => [measure, storedFrom(sinceIntended(iteration, measure, lateMs))] as const,
  );
  return { atUnixMs, outcome, lateMs, values: outcome === 'invalid' ? {} : Object.fromEntries(values) };
}

/**
 * Who asked for the start at its intended time has waited since then, also for an earlier one to be over; leaving that
 * out would measure only when the system has time for it (coordinated omission). Phases have their own beginnings.
 */
export function sinceIntended(iteration: Judgeable, measure: MeasureName, lateMs: number): Measured {
  // A start has one value in the window, and no evidence is drawn from pods that start together.
  if (measure === 'per-pod') return 'unknown';
  const value = measureOf(iteration, measure);
  return typeof value === 'number' && fromTheStart.has(measure) ? value + lateMs : value;
}

/** Measures that begin with the start itself. */
const fromTheStart: ReadonlySet<MeasureName> = new Set(['total', 'ready', 'heal', 'all', 'first', 'half']);

function storedFrom(value: Measured): StoredValue {
  return value === Infinity ? 'never' : value;
}

function measuredFrom(value: StoredValue): Measured {
  return value === 'never' ? Infinity : value;
}
