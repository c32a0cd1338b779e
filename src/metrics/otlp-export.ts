import { backoffMs } from '../core/backoff.ts';
import type { Destination } from '../outgoing/destination.ts';
import { jsonDocument, reasonOf } from '../outgoing/send.ts';

/** A request of one signal, ready to be sent. */
export interface OtlpRequest {
  /** What it holds: `spans`, `data points`. */
  unit: string;
  count: number;
  body: unknown;
  destination: Destination;
}

export interface OtlpDeps {
  fetch: typeof fetch;
  signal: AbortSignal;
  /** Waits; rejects when the signal aborts. */
  sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** For all attempts together, the waiting between them included. */
  timeoutMs: number;
}

/** The answers after which the same request is sent again (https://opentelemetry.io/docs/specs/otlp/#retryable-response-codes). */
const retryable = new Set([429, 502, 503, 504]);

const backoff = { firstMs: 1000, longestMs: 5000 };

/** Longer answers are not read. */
const mostAnswerBytes = 64 * 1024;

interface Attempt {
  /** What the receiver did not take; null: everything. */
  problem: string | null;
  lost: number;
  /** Null: no further attempt. 0: as the backoff says. */
  retryAfterMs: number | null;
}

/**
 * Sends a request of OTLP over HTTP in JSON, again where the receiver asks for that. Resolves with what was lost and why,
 * or null; never rejects. Of an answer only numbers are repeated.
 */
export async function exportOtlp(request: OtlpRequest, deps: OtlpDeps): Promise<string | null> {
  const { unit, count, destination } = request;
  const signal = AbortSignal.any([deps.signal, AbortSignal.timeout(deps.timeoutMs)]);
  const startedMs = performance.now();
  for (let attempts = 1; ; attempts += 1) {
    const { problem, lost, retryAfterMs } = await attempt(request, signal, deps);
    if (problem === null) return null;
    const said = `${lost} of ${count} ${unit} were lost: ${destination.shown} ${problem}`;
    if (retryAfterMs === null) return said;
    const waitMs = Math.max(retryAfterMs, backoffMs(attempts, backoff));
    if (performance.now() - startedMs + waitMs >= deps.timeoutMs) return said;
    const hasWaited = await deps.sleep(waitMs, signal).then(
      () => true,
      () => false,
    );
    if (!hasWaited) return said;
  }
}

async function attempt(
  { body, count, destination }: OtlpRequest,
  signal: AbortSignal,
  { fetch: fetchIt, timeoutMs }: OtlpDeps,
): Promise<Attempt> {
  const document = jsonDocument(body);
  try {
    const answer = await fetchIt(destination.url, {
      method: document.method,
      headers: { 'content-type': document.contentType, ...destination.headers },
      body: document.body,
      // A redirect may lead anywhere; the user names the address itself.
      redirect: 'manual',
      signal,
    });
    if (answer.ok) return await taken(answer);
    await answer.body?.cancel();
    const retryAfterMs = retryable.has(answer.status) ? secondsOf(answer) * 1000 : null;
    return { problem: `answered HTTP ${answer.status}`, lost: count, retryAfterMs };
  } catch (error) {
    return { problem: `did not take them: ${reasonOf(error, timeoutMs)}`, lost: count, retryAfterMs: null };
  }
}

/** An accepted request may hold parts that were refused (https://opentelemetry.io/docs/specs/otlp/#partial-success-1). */
async function taken(answer: Response): Promise<Attempt> {
  const isShort = Number(answer.headers.get('content-length') ?? 0) <= mostAnswerBytes;
  const text = isShort ? await answer.text().catch(() => '') : '';
  const rejected = rejectedIn(text);
  return rejected === 0
    ? { problem: null, lost: 0, retryAfterMs: null }
    : { problem: 'refused them', lost: rejected, retryAfterMs: null };
}

function rejectedIn(text: string): number {
  const found = /"rejected(?:Spans|DataPoints)"\s*:\s*"?(\d{1,9})/.exec(text);
  return Number(found?.[1] ?? 0);
}

function secondsOf(answer: Response): number {
  const seconds = Number(answer.headers.get('retry-after') ?? 0);
  return Number.isFinite(seconds) && seconds > 0 ? seconds : 0;
}
