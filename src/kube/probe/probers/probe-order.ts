/** A pod that has an address and has not answered yet. */
export interface Waiting {
  uid: string;
  isReady: boolean;
  /** Whether it is asked at its own address, past the API server. */
  isDirect: boolean;
  /** When it was asked last; null: never, or not since it became Ready. */
  askedMs: number | null;
  /** Attempts under way. */
  inFlight: number;
}

/** A pod that is Ready is available with its answer: it is asked at most 50 times a second, or 20 through the API server. */
const directEveryMs = 20;
const readyEveryMs = 50;
/** One that is not Ready becomes available with Ready at the earliest: its answer is not in a hurry. */
const otherwiseEveryMs = 500;
/** One that hangs would else hold all attempts. */
const mostInFlight = 3;

/** Whom to ask now; else until when there is nobody to ask, +∞ where that takes something to change. */
export type Next = { uid: string } | { untilMs: number };

/**
 * Of those whose turn it is: who was never asked, then who is Ready, then the others; among equals who has waited longest.
 */
export function nextToProbe(pods: Iterable<Waiting>, nowMs: number): Next {
  let best: { uid: string; atMs: number; rank: number } | null = null;
  let untilMs = Infinity;
  for (const { uid, askedMs, isReady, isDirect, inFlight } of pods) {
    if (inFlight >= mostInFlight) continue;
    const everyMs = isReady ? (isDirect ? directEveryMs : readyEveryMs) : otherwiseEveryMs;
    const atMs = askedMs === null ? -Infinity : askedMs + everyMs;
    const rank = (askedMs === null ? 0 : 2) + (isReady ? 0 : 1);
    if (atMs > nowMs) untilMs = Math.min(untilMs, atMs);
    else if (best === null || rank < best.rank || (rank === best.rank && atMs < best.atMs))
      best = { uid, atMs, rank };
  }
  return best === null ? { untilMs } : { uid: best.uid };
}
