import type { Clock } from '../../../core/ports.ts';
import { defaultResponseTimeoutMs } from './attempt.ts';
import type { AttemptResult } from './attempt-result.ts';
import { attemptError } from './attempt-error.ts';
import { statusOf } from './api-status.ts';
import type { ApiTransport, RawResponse } from './api-transport.ts';

export interface ApiAttemptResult extends AttemptResult {
  /**
   * The API server itself answered, not the pod behind it (`status` is null then): its reason, e.g. `Forbidden` or
   * `ServiceUnavailable`.
   */
  refusal: string | null;
}

export interface ApiAttemptOptions {
  /** Of the API server; see api-paths.ts. */
  path: string;
  expectedStatus: number;
  responseTimeoutMs?: number;
  signal: AbortSignal;
}

/** One GET through the API server's proxy. The connection to the API server is kept and used again. Never rejects. */
export async function apiAttempt(
  api: ApiTransport,
  options: ApiAttemptOptions,
  clock: Pick<Clock, 'nowMs'>,
): Promise<ApiAttemptResult> {
  const { path, expectedStatus, signal, responseTimeoutMs: timeoutMs = defaultResponseTimeoutMs } = options;
  const startedMs = clock.nowMs();
  const times = { startedMs, connectedMs: startedMs };
  try {
    const response = await api.rawGet(path, { signal, timeoutMs });
    const atMs = clock.nowMs();
    const said = await ownAnswer(response);
    if (said !== null) {
      return { ...times, atMs, matched: false, status: null, error: said.error, refusal: said.reason };
    }
    const { status } = response;
    const matched = status === expectedStatus;
    return { ...times, atMs, matched, status, error: matched ? null : `HTTP ${status}`, refusal: null };
  } catch (error) {
    const atMs = clock.nowMs();
    return { ...times, atMs, matched: false, status: null, error: attemptError(error), refusal: null };
  }
}

/** What the API server says when it cannot pass the request on; null when the answer is the pod's. */
async function ownAnswer(response: RawResponse): Promise<{ reason: string; error: string } | null> {
  const mayBeOwn = response.status >= 400 && (response.headers['content-type'] ?? '').includes('json');
  const said = mayBeOwn ? statusOf(await response.text()) : null;
  if (said === null) return null;
  const { reason, message } = said;
  const why = /connection refused|i\/o timeout|no route to host|no endpoints available/.exec(message)?.[0];
  return { reason, error: `API server: HTTP ${response.status} ${why ?? reason}`.trimEnd() };
}
