import fc from 'fast-check';
import type { Judgeable } from '../../src/core/measure.ts';
import { parseObjective, type Objective } from '../../src/core/objective.ts';
import { phaseKeys, type Phases } from '../../src/core/phases.ts';
import type { Judged } from '../../src/core/verdict.ts';

export const noPhases = Object.fromEntries(Object.values(phaseKeys).map((key) => [key, null])) as Phases;

/** An iteration that answered after a second, and was ready after two, unless told otherwise. */
export function iteration(facts: Partial<Judgeable> = {}): Judgeable {
  return {
    warmup: false,
    outcome: 'answered',
    totalMs: 1000,
    readyMs: 2000,
    sliMs: null,
    sliAtMostMs: null,
    phases: noPhases,
    applicationAtMostMs: null,
    watchGaps: 0,
    instants: [],
    ...facts,
  };
}

export const within = iteration();
export const over = iteration({ totalMs: 40_000 });
export const timedOut = iteration({ outcome: 'timed-out', totalMs: null, readyMs: null });
export const failed = iteration({ outcome: 'failed', totalMs: null, readyMs: null });
export const invalid = iteration({ outcome: 'invalid', totalMs: null, readyMs: null });
export const warmup = iteration({ warmup: true, totalMs: 90_000 });

export function times<T>(count: number, value: T): T[] {
  return new Array<T>(count).fill(value);
}

/** So many iterations, of which so many lie over 30 s. */
export function sample(count: number, overLimit: number): Judgeable[] {
  return [...times(overLimit, over), ...times(count - overLimit, within)];
}

export function objective(text = 'p95 <= 30s'): Objective {
  const parsed = parseObjective(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
}

/** p95 within 30 s, 20 iterations, at most 60, rule observed, unless told otherwise. */
export function scenario(facts: Partial<Omit<Judged, 'objectives'>> = {}, ...objectives: string[]): Judged {
  return {
    rule: 'observed',
    iterations: 20,
    maxIterations: 60,
    objectives: (objectives.length > 0 ? objectives : ['p95 <= 30s']).map(objective),
    ...facts,
  };
}

export const anyStatistic = fc.constantFrom('p50', 'p90', 'p95', 'p99', 'max');

/** Scenarios of every rule, with one or two objectives. */
export const anyScenario = fc
  .record({
    rule: fc.constantFrom('observed' as const, 'proven' as const),
    iterations: fc.integer({ min: 1, max: 12 }),
    more: fc.integer({ min: 0, max: 40 }),
    statistics: fc.array(anyStatistic, { minLength: 1, maxLength: 2 }),
  })
  .map(({ rule, iterations, more, statistics }) =>
    scenario(
      { rule, iterations, maxIterations: iterations + more },
      ...statistics.map((statistic) => `${statistic} <= 30s`),
    ),
  );

/** What an iteration may come to, slow ones as often as not. */
export const anyIteration = fc.constantFrom(within, within, within, over, timedOut, failed, invalid, warmup);
