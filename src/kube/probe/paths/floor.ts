import type { AttemptResult } from '../attempt/attempt-result.ts';

/** How long a connection may take to come about while nothing is known of the path. */
export const unknownFloorTimeoutMs = 250;
const shortestTimeoutMs = 50;

/**
 * The round trip of a path: median ms (nearest rank) of sequential attempts against a service that answers, each with a
 * fresh connection and its HTTP exchange. Null when none was answered as expected.
 */
export async function measureFloor(attemptOnce: () => Promise<AttemptResult>, n = 7): Promise<number | null> {
  const tookMs: number[] = [];
  for (let i = 0; i < n; i++) {
    const { matched, startedMs, atMs } = await attemptOnce();
    if (matched) tookMs.push(atMs - startedMs);
  }
  tookMs.sort((a, b) => a - b);
  return tookMs[Math.ceil(tookMs.length / 2) - 1] ?? null;
}

/**
 * When to give a connection up, ms. Shorter than the path's own round trip could never succeed; long misses the answer:
 * while nothing routes yet the first packet is lost, and the kernel sends it again only after 1 s. A fresh attempt
 * finds the answer sooner.
 */
export function connectTimeoutMs(floorMs: number | null): number {
  return floorMs === null ? unknownFloorTimeoutMs : Math.max(shortestTimeoutMs, Math.ceil(4 * floorMs));
}
