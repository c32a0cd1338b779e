import { leastForViolated, mostForMet } from './binomial.ts';

/**
 * When the evidence is looked at, and how strong it must be then.
 *
 * Looks happen after `iterations`, twice `iterations`, … judged iterations, and a last time after `maxIterations`.
 * Who looks more often has more chances to be fooled: p95 looked at every 20 up to 180, each time asking for 5% and
 * 1%, declares a service that breaches in exactly 5% of its starts met in 8.6% of the runs and violated in 2.5%.
 * The rule `proven` therefore asks for one stricter level at every look (the idea of Pocock, 1977,
 * https://doi.org/10.1093/biomet/64.2.191): the largest with which, over all looks together, a service exactly at the
 * border is declared met in at most 5% and violated in at most 1% of the runs. The chances are computed exactly, not
 * by a normal approximation. For p95, 20, 180 the levels are 3.7% and 0.34%, the true error rates 4.5% and 0.97%,
 * and 80 iterations without a breach are met; with a single look (`iterations` = `maxIterations`) the levels are 5%
 * and 1%, and 59 without a breach are met. docs/judging.md has the whole curve.
 */
export interface Schedule {
  /** Judged iterations at the first look. */
  iterations: number;
  /** Judged iterations at the last look. */
  maxIterations: number;
  /** Judged iterations from one look to the next; as many as at the first one where it is not given. */
  step?: number;
}

/** How small the chance must be at one look. */
export interface Levels {
  met: number;
  violated: number;
}

/** What a verdict may err in over all looks together. */
export const overallLevels: Levels = { met: 0.05, violated: 0.01 };

/** The first look at or after a number of judged iterations. */
export function checkAt({ iterations, maxIterations, step = iterations }: Schedule, judged: number): number {
  const later = Math.max(0, Math.ceil((judged - iterations) / step));
  return Math.min(maxIterations, iterations + later * step);
}

// Levels are a pure function of three numbers and asked for after every iteration.
const known = new Map<string, Levels>();

/** The levels of each look that keep the error of all of them together within the overall levels. */
export function levelsOf(schedule: Schedule, q: number): Levels {
  const key = [q, schedule.iterations, schedule.maxIterations, schedule.step].join('/');
  const levels = known.get(key) ?? {
    met: largestLevel(overallLevels.met, (level) => metError(schedule, q, level)),
    violated: largestLevel(overallLevels.violated, (level) => violatedError(schedule, q, level)),
  };
  known.set(key, levels);
  return levels;
}

/** Chance that a service whose true breach rate is exactly 1 − q is declared met at any look. */
export function metError(schedule: Schedule, q: number, level: number): number {
  // Breaches never go away: with more than are allowed at the last look, no look can be met any more.
  const states = mostForMet(schedule.maxIterations, q, level) + 1;
  let met = 0;
  walk(schedule, 1 - q, states, (n, chances) => {
    const most = mostForMet(n, q, level);
    for (let k = 0; k <= most; k++) met += chances[k] ?? 0;
    chances.fill(0, 0, most + 1);
  });
  return met;
}

/** Chance that a service whose true breach rate is exactly 1 − q is declared violated at any look. */
export function violatedError(schedule: Schedule, q: number, level: number): number {
  const states = leastForViolated(schedule.maxIterations, q, level);
  const never = walk(schedule, 1 - q, states, (n, chances) => chances.fill(0, leastForViolated(n, q, level)));
  return 1 - never.reduce((sum, chance) => sum + chance, 0);
}

/** Chance of each number of breaches (below `states`) among runs that no look has ended. */
function walk(
  schedule: Schedule,
  breachRate: number,
  states: number,
  look: (n: number, chances: Float64Array) => void,
): Float64Array {
  const chances = new Float64Array(states);
  chances[0] = 1;
  for (let n = 1; n <= schedule.maxIterations; n++) {
    for (let k = Math.min(n, states - 1); k > 0; k--) {
      chances[k] = (chances[k] ?? 0) * (1 - breachRate) + (chances[k - 1] ?? 0) * breachRate;
    }
    chances[0] *= 1 - breachRate;
    if (checkAt(schedule, n) === n) look(n, chances);
  }
  return chances;
}

/** Steps of halving: to a ten-millionth of the level. */
const halvings = 24;

function largestLevel(overall: number, errorAt: (level: number) => number): number {
  if (errorAt(overall) <= overall) return overall;
  let low = 0;
  let high = overall;
  for (let step = 0; step < halvings; step++) {
    const middle = (low + high) / 2;
    if (errorAt(middle) <= overall) low = middle;
    else high = middle;
  }
  return low;
}
