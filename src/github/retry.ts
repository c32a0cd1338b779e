import type { Failure } from './failure.ts';

/** How much is done for one answer. */
export interface Patience {
  /** Requests for it, the first one included. */
  attempts: number;
  /** From the first request to the last answer, waiting included. */
  totalMs: number;
  /** The longest that one request may take. */
  requestMs: number;
  /** Wait before the first repetition where GitHub does not say; it doubles. */
  firstDelayMs: number;
}

export const usualPatience: Patience = {
  attempts: 3,
  totalMs: 20_000,
  requestMs: 10_000,
  firstDelayMs: 500,
};

/** Without a word from GitHub this is how long it wants to be left alone after a secondary rate limit. */
export const usualLimitMs = 60_000;

/**
 * How long to wait before the next attempt, in milliseconds; null to give up. GitHub's wish is kept or nothing is
 * asked again. A POST whose outcome is unknown is not repeated: it may have been carried out.
 * @param attempt attempts made so far, from 1
 * @param remainingMs what is left of the whole time
 */
export function retryDelayMs(
  failure: Failure,
  method: string,
  attempt: number,
  remainingMs: number,
  patience: Patience,
): number | null {
  if (attempt >= patience.attempts) return null;
  const delayMs = wantedDelayMs(failure, method, attempt, patience);
  return delayMs !== null && delayMs < remainingMs ? delayMs : null;
}

function wantedDelayMs(
  { kind, retryAfterMs }: Failure,
  method: string,
  attempt: number,
  { firstDelayMs }: Patience,
): number | null {
  if (kind === 'rate-limited') return retryAfterMs ?? usualLimitMs;
  if (kind !== 'unavailable' || method === 'POST') return null;
  return retryAfterMs ?? firstDelayMs * 2 ** (attempt - 1);
}
