/** Delays that double with each failure in a row, in milliseconds. */
export interface Backoff {
  firstMs: number;
  /** No delay is longer; without it they grow for ever. */
  longestMs?: number;
}

/** How long to wait before the next attempt, in milliseconds, after so many failures in a row, from 1. */
export function backoffMs(failures: number, { firstMs, longestMs = Infinity }: Backoff): number {
  return Math.min(longestMs, firstMs * 2 ** (failures - 1));
}
