import cdf from '@stdlib/stats-base-dists-binomial-cdf';

/** Probabilities that are equal on paper may differ in the last digits. */
const roundingSlack = 1e-9;

/** P(X ≤ k) of n trials that each succeed with probability p. */
export function pAtMost(k: number, n: number, p: number): number {
  return cdf(k, n, p);
}

/** P(X ≥ k) of n trials that each succeed with probability p. */
export function pAtLeast(k: number, n: number, p: number): number {
  // Counted by the trials that fail: 1 − P(X ≤ k − 1) would lose every digit of a small probability.
  return cdf(n - k, n, 1 - p);
}

/** Whether a probability is as small as the level that is asked for. */
export function isWithin(probability: number, level: number): boolean {
  return probability <= level * (1 + roundingSlack);
}

/** The largest number of values over the limit, of n, that still shows quantile q is met; −1: not even none does. */
export function mostForMet(n: number, q: number, level: number): number {
  const firstTooMany = firstWhere(0, n, (k) => !isWithin(pAtMost(k, n, 1 - q), level));
  return (firstTooMany ?? n + 1) - 1;
}

/** The least number of values over the limit, of n, that shows quantile q is violated; n + 1: not even all do. */
export function leastForViolated(n: number, q: number, level: number): number {
  return firstWhere(0, n, (k) => isWithin(pAtLeast(k, n, 1 - q), level)) ?? n + 1;
}

/** The smallest integer from `from` to `to` that holds, where all after the first hold too; null where none does. */
export function firstWhere(from: number, to: number, holds: (candidate: number) => boolean): number | null {
  let low = from;
  let high = to + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low > to ? null : low;
}
