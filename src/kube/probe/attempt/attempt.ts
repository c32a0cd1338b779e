import type { Clock } from '../../../core/ports.ts';
import { attemptError, WayRefusal } from './attempt-error.ts';
import { exchange } from './exchange.ts';
import type { AttemptOptions, AttemptResult } from './attempt-result.ts';

/** How long an application may take for its response: a slow first answer is an answer. */
export const defaultResponseTimeoutMs = 10_000;

/**
 * One GET on a fresh connection: no keep-alive, no proxy (the proxy variables are for the way out of a network, and a
 * proxy's answer says nothing about the pod), no redirect followed, nothing read beyond the response's head.
 * The certificate of https is not verified: this is about time, not trust, and nothing secret is sent. Never rejects.
 */
export async function attempt(options: AttemptOptions, clock: Pick<Clock, 'nowMs'>): Promise<AttemptResult> {
  const startedMs = clock.nowMs();
  let connectedMs: number | null = null;
  try {
    const { status, atMs } = await exchange<{ status: number; atMs: number }>(
      options,
      (response, done) => {
        const headMs = clock.nowMs();
        response.on('error', () => undefined);
        done({ status: response.statusCode ?? 0, atMs: headMs });
      },
      () => (connectedMs = clock.nowMs()),
    );
    const matched = status === options.expectedStatus;
    return { startedMs, connectedMs, atMs, matched, status, error: matched ? null : `HTTP ${status}` };
  } catch (error) {
    const atMs = clock.nowMs();
    const refusal = error instanceof WayRefusal ? { refusal: error.reason } : {};
    return {
      startedMs,
      connectedMs,
      atMs,
      matched: false,
      status: null,
      error: attemptError(error),
      ...refusal,
    };
  }
}
