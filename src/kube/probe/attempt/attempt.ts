import type { Duplex } from 'node:stream';
import type { Clock } from '../../../core/ports.ts';
import { attemptError, WayRefusal } from './attempt-error.ts';
import { connectTcp } from './connect-tcp.ts';
import { exchangeHead } from './exchange-head.ts';
import { within } from './within.ts';
import type { AttemptOptions, AttemptResult } from './attempt-result.ts';

/** How long an application may take for its response: a slow first answer is an answer. */
export const defaultResponseTimeoutMs = 10_000;

/**
 * One GET on a fresh connection: no keep-alive, no proxy (the proxy variables are for the way out of a network, and a
 * proxy's answer says nothing about the pod), no redirect followed, nothing read beyond the response's head.
 * The certificate of https is not verified: this is about time, not trust, and nothing secret is sent. Never rejects.
 */
export async function attempt(options: AttemptOptions, clock: Pick<Clock, 'nowMs'>): Promise<AttemptResult> {
  const { connectTimeoutMs, responseTimeoutMs, signal } = options;
  const startedMs = clock.nowMs();
  let connectedMs: number | null = null;
  let connection: Duplex | null = null;
  try {
    const connect = options.connect ?? ((until) => connectTcp(options, until));
    const opened = (connection = await within(connectTimeoutMs, 'connect', signal, connect));
    connectedMs = clock.nowMs();
    const { status, atMs } = await within(responseTimeoutMs, 'response', signal, (until) =>
      exchangeHead(opened, options, clock, until),
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
  } finally {
    connection?.destroy();
  }
}
