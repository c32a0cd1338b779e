import type { ApiError } from './api-error.ts';

/** Longest wait a server may ask for before its error is passed on instead. */
const longestWaitMs = 30_000;
const throttleAttempts = 10;
const failureAttempts = 5;
const firstDelayMs = 30;

/** Network failures that often pass: a server restarting, a connection closed while idle. */
const passing = new Set(['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'EAI_AGAIN', 'UND_ERR_SOCKET']);
const passingStatus = new Set([500, 502, 503, 504]);

/** Whether the server said that it turned the request away for now. */
export function isThrottled(error: ApiError): boolean {
  return error.status === 429 || (error.status === 503 && error.retryAfterMs !== null);
}

/**
 * How long to wait before the next attempt, in milliseconds; null to give up.
 * Only GET is repeated after a failure, since another request may have been carried out; 429 never was.
 * @param attempt attempts made so far, from 1
 */
export function retryDelayMs(
  error: ApiError,
  attempt: number,
  method: string,
  retry429: boolean,
): number | null {
  if (error.status === 429) {
    if (!retry429 || attempt >= throttleAttempts) return null;
    return bounded(error.retryAfterMs ?? 1000);
  }
  if (method !== 'GET' || attempt >= failureAttempts) return null;
  if (isThrottled(error)) return bounded(error.retryAfterMs ?? 1000);
  const passes = error.status === 0 ? passing.has(error.reason) : passingStatus.has(error.status);
  return passes ? firstDelayMs * 2 ** (attempt - 1) : null;
}

function bounded(ms: number): number | null {
  return ms > longestWaitMs ? null : ms;
}
