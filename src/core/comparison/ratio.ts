import type { Comparison } from '../result-comparison.ts';
import { confidence, endQuantile, type RankInterval } from './rank-interval.ts';

type Ratio = NonNullable<Comparison['ratio']>;

/** An interval of logarithms as a ratio; null where the middle of the starts never answered. */
export function ratioOf(interval: RankInterval, pairs: number | null): Ratio | null {
  if (!Number.isFinite(interval.estimate)) return null;
  const end = (value: number): number | null => (Number.isFinite(value) ? Math.exp(value) : null);
  return {
    estimate: Math.exp(interval.estimate),
    interval: [end(interval.low), end(interval.high)],
    confidence,
    pairs,
  };
}

/** The normal quantile of 90%: how likely something has to be for "would have been seen". */
const seenQuantile = 1.281552;

/** The slowdown that is called a regression in 9 of 10 runs with as many starts that vary as much; null: none is. */
export function smallestDetectable({ low, high }: RankInterval, maxRegression: number): number | null {
  const standardError = (high - low) / (2 * endQuantile);
  const least = Math.log1p(maxRegression) + (endQuantile + seenQuantile) * standardError;
  return Number.isFinite(least) ? Math.expm1(least) : null;
}

/** Whether the whole interval lies above what is allowed. */
export function isAbove({ low }: RankInterval, maxRegression: number): boolean {
  return low > Math.log1p(maxRegression);
}

export function isBelow({ high }: RankInterval, maxRegression: number): boolean {
  return high < Math.log1p(maxRegression);
}
