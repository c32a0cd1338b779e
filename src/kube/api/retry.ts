import { backoffMs } from '../../core/backoff.ts';
import type { Clock } from '../../core/ports.ts';
import { ApiError } from './api-error.ts';

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
  return mayPass(error) ? backoffMs(attempt, { firstMs: firstDelayMs }) : null;
}

/** How long what may be done twice is tried again, and how long the pauses between two tries are. */
export const patienceMs = 15_000;
const patient = { firstMs: firstDelayMs, longestMs: 1000 };

/**
 * Does again what failed on its way: for what comes to the same when it is done twice, as deleting an object by its uid. An
 * API server that restarts is away for longer than a GET is repeated. @throws its last error
 */
export async function patiently<T>(
  act: () => Promise<T>,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<T> {
  const deadlineMs = clock.nowMs() + patienceMs;
  for (let failures = 1; ; failures += 1) {
    try {
      return await act();
    } catch (error) {
      const pauseMs = backoffMs(failures, patient);
      const isOver = clock.nowMs() + pauseMs > deadlineMs;
      if (isOver || !(error instanceof ApiError && (mayPass(error) || isSilence(error)))) throw error;
      await clock.sleep(pauseMs, signal);
    }
  }
}

/** A connection that is dead without saying so is not used again. */
function isSilence({ status, reason }: ApiError): boolean {
  return status === 0 && reason === 'ETIMEDOUT';
}

function mayPass({ status, reason }: ApiError): boolean {
  return status === 0 ? passing.has(reason) : passingStatus.has(status);
}

function bounded(ms: number): number | null {
  return ms > longestWaitMs ? null : ms;
}
