import { measureOf, type Judgeable, type Measured } from '../measure.ts';
import type { Unanswered } from './unanswered.ts';

/** The starts of a duet: the ones of one place make a pair, warm-ups included. */
export interface Sides<T extends Judgeable = Judgeable> {
  baseline: readonly T[];
  candidate: readonly T[];
}

/** What the pairs of a duet came to. Those with an invalid side are repeated; the others count. */
export interface Pairs {
  /** The logarithm of candidate divided by baseline; ±∞ where one of the two never answered. In their order. */
  logRatios: number[];
  /** Pairs that count and say nothing of the ratio: neither answered. */
  neither: number;
  invalid: number;
  /** Starts of the candidate that count, and whose partner was invalid. */
  alone: number;
}

/** The pairs so far; a start whose partner is still to come is in none. */
export function pairsOf({ baseline, candidate }: Sides): Pairs {
  const pairs: Pairs = { logRatios: [], neither: 0, invalid: 0, alone: 0 };
  for (const [place, one] of candidate.entries()) {
    const other = baseline[place];
    if (other !== undefined && !one.warmup && !other.warmup) addPair(pairs, other, one);
  }
  return pairs;
}

function addPair(pairs: Pairs, baseline: Judgeable, candidate: Judgeable): void {
  if (baseline.outcome === 'invalid' || candidate.outcome === 'invalid') {
    pairs.invalid++;
    if (candidate.outcome !== 'invalid') pairs.alone++;
    return;
  }
  const ratio = logRatioOf(measureOf(baseline, 'total'), measureOf(candidate, 'total'));
  if (ratio === null) pairs.neither++;
  else pairs.logRatios.push(ratio);
}

/** Null where it is not known: ∞ is no multiple of ∞. */
function logRatioOf(baseline: Measured, candidate: Measured): number | null {
  const ratio = logOf(candidate) - logOf(baseline);
  return Number.isNaN(ratio) ? null : ratio;
}

/** The logarithm of a time; NaN where it is not known. */
export function logOf(measured: Measured): number {
  return typeof measured !== 'number' || measured <= 0 ? Number.NaN : Math.log(measured);
}

/** Pairs that count. */
export function countOf({ logRatios, neither }: Pairs): number {
  return logRatios.length + neither;
}

/** How often only one of the two never answered. */
export function unansweredIn({ logRatios }: Pairs): Unanswered {
  return {
    candidate: logRatios.filter((ratio) => ratio === Infinity).length,
    baseline: logRatios.filter((ratio) => ratio === -Infinity).length,
  };
}
