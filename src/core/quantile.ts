/**
 * The one definition of a quantile here: nearest rank, x[⌈nq⌉] of the sorted sample (type 1 of Hyndman and Fan, 1996,
 * https://doi.org/10.2307/2684934). It never interpolates, so every quantile is a time that was really measured, and
 * "p95 within the limit" says the same as "at most n − ⌈0.95 n⌉ values over it".
 */

/** 20 × 0.95 and 100 × 0.99 may come out a hair above 19 and 99; such a hair must not become a rank. */
const roundingSlack = 1e-9;

/** The rank, counted from 1, of quantile q (0 < q ≤ 1) in a sample of n ≥ 1. */
export function rankOf(n: number, q: number): number {
  return Math.max(1, Math.ceil(n * q - roundingSlack));
}

/** How many of n values may lie over the limit with quantile q still within it; 0 of 0. */
export function allowedOver(n: number, q: number): number {
  return n === 0 ? 0 : n - rankOf(n, q);
}

/** The quantile of values in ascending order, +∞ among them allowed; null for an empty sample. */
export function nearestRank(ascending: readonly number[], q: number): number | null {
  return ascending.length === 0 ? null : (ascending[rankOf(ascending.length, q) - 1] ?? null);
}

/** The quantile of values in any order, +∞ among them allowed; null for an empty sample. */
export function quantile(values: readonly number[], q: number): number | null {
  return nearestRank(ascending(values), q);
}

export function ascending(values: readonly number[]): number[] {
  return values.toSorted((a, b) => a - b);
}
