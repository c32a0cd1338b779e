import { backoffMs } from '../core/backoff.ts';
import type { Failure } from './failure.ts';

/** How often and how long a request is repeated. */
export interface RetryLimits {
  /** Requests for it, the first one included. */
  attempts: number;
  /** From the first request to the last answer, waiting included. */
  totalMs: number;
  /** The longest that one request may take. */
  requestMs: number;
  /** Wait before the first repetition where GitHub does not say; it doubles. */
  firstDelayMs: number;
}

export const usualRetryLimits: RetryLimits = {
  attempts: 3,
  totalMs: 20_000,
  requestMs: 10_000,
  firstDelayMs: 500,
};

/** The wait after a secondary rate limit if GitHub names none. */
export const usualLimitMs = 60_000;

/**
 * How long to wait before the next attempt, in milliseconds; null to give up. The wait that GitHub asks for is kept, or the
 * request is not repeated. A POST whose outcome is unknown is not repeated: it may have been carried out.
 * @param attempt attempts made so far, from 1
 * @param remainingMs what is left of the whole time
 */
export function retryDelayMs(
  failure: Failure,
  method: string,
  attempt: number,
  remainingMs: number,
  retryLimits: RetryLimits,
): number | null {
  if (attempt >= retryLimits.attempts) return null;
  const delayMs = wantedDelayMs(failure, method, attempt, retryLimits);
  return delayMs !== null && delayMs < remainingMs ? delayMs : null;
}

function wantedDelayMs(
  { kind, retryAfterMs }: Failure,
  method: string,
  attempt: number,
  { firstDelayMs }: RetryLimits,
): number | null {
  if (kind === 'rate-limited') return retryAfterMs ?? usualLimitMs;
  if (kind !== 'unavailable' || method === 'POST') return null;
  return retryAfterMs ?? backoffMs(attempt, { firstMs: firstDelayMs });
}
