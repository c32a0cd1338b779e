import { firstWhere, isWithin, pAtLeast, pAtMost } from './binomial.ts';
import { overallLevels } from './interim-checks.ts';
import { isBoundWithin, tellableOf, type Measured } from './measure.ts';
import { quantileOf, type Objective } from './objective.ts';
import { ascending } from './quantile.ts';
import type { Evidence } from './result.ts';
import { finiteOrNull } from './summary.ts';

/** How many values can be told from the limit and how many cannot, and how many of the former lie over it. */
export type Tally = Pick<Evidence, 'n' | 'over' | 'unknown'>;

export function tallyOf(values: readonly Measured[], limitMs: number): Tally {
  const tellable = tellableOf(values, limitMs);
  const over = tellable.filter((value) => value > limitMs).length;
  return { n: tellable.length, over, unknown: values.length - tellable.length };
}

export interface EvidenceOptions {
  /** How small pMet has to be. */
  metLevel?: number;
  /** False: the values come in groups that depend on each other. */
  independent?: boolean;
}

/**
 * What the values say about an objective, by the exact binomial distribution of the number over the limit. `max` has
 * no such evidence: no finite number of starts tells the slowest of all. Nor have values that depend on each other.
 */
export function evidenceOf(
  values: readonly Measured[],
  objective: Objective,
  { metLevel = overallLevels.met, independent = true }: EvidenceOptions = {},
): Evidence {
  const tally = tallyOf(values, objective.limitMs);
  if (objective.statistic === 'max' || !independent) {
    return { ...tally, pViolated: null, pMet: null, intervalMs: null, moreIterations: null };
  }
  const q = quantileOf(objective.statistic);
  return {
    ...tally,
    pViolated: pAtLeast(tally.over, tally.n, 1 - q),
    pMet: pAtMost(tally.over, tally.n, 1 - q),
    intervalMs: intervalOf(values, objective.limitMs, q),
    moreIterations: moreForMet(tally, q, metLevel),
  };
}

/** A number of iterations beyond which nobody is helped by knowing it. */
const tooManyIterations = 100_000;

function moreForMet({ n, over }: Tally, q: number, level: number): number | null {
  return firstWhere(0, tooManyIterations, (more) => isWithin(pAtMost(over, n + more, 1 - q), level));
}

/** What the 95% interval may miss the quantile by, at each of its ends. */
const tail = 0.025;

/**
 * The interval between two order statistics that holds quantile q with a chance of at least 95%, whatever the
 * distribution (https://newonlinecourses.science.psu.edu/stat414/node/231/). An end is null where no measured value bounds it.
 */
function intervalOf(values: readonly Measured[], limitMs: number, q: number): Evidence['intervalMs'] {
  const sorted = ascending(tellableOf(values, limitMs));
  const n = sorted.length;
  if (n === 0) return null;
  // With X values at or below the quantile: x[r] lies above it when X < r, and x[s] below it when X ≥ s.
  const tooHigh = firstWhere(1, n, (rank) => pAtMost(rank - 1, n, q) > tail) ?? n + 1;
  const upper = firstWhere(1, n, (rank) => pAtLeast(rank, n, q) <= tail);
  // Values that are only bounded may lie anywhere below.
  const isBounded = values.some((value) => isBoundWithin(value, limitMs));
  const lowMs = isBounded ? null : finiteOrNull(sorted[tooHigh - 2]);
  return [lowMs, upper === null ? null : finiteOrNull(sorted[upper - 1])];
}
