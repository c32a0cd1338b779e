import type { Destination } from './destination.ts';

/** How long a server may take to answer by default. */
export const usualAnswerMs = 10_000;

/** What is sent. */
export interface Document {
  method: 'POST' | 'PUT';
  contentType: string;
  body: string;
}

/** A document as JSON. */
export function jsonDocument(body: unknown): Document {
  return { method: 'POST', contentType: 'application/json', body: JSON.stringify(body) };
}

/**
 * Sends a document once. Resolves with the reason if it did not arrive, or null. Of the answer only the status is
 * repeated: a server may echo what it was sent, secrets in the URL and the headers included.
 */
export async function send(
  fetchIt: typeof fetch,
  { url, headers }: Destination,
  { method, contentType, body }: Document,
  { signal, answerMs = usualAnswerMs }: { signal: AbortSignal; answerMs?: number },
): Promise<string | null> {
  try {
    const answer = await fetchIt(url, {
      method,
      headers: { 'content-type': contentType, ...headers },
      body,
      // A redirect may lead anywhere; the user names the address itself.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
    });
    // The body is not read. A connection that waits for that could not be used again.
    await answer.body?.cancel();
    return answer.ok ? null : `HTTP ${answer.status}`;
  } catch (error) {
    return reasonOf(error, answerMs);
  }
}

/**
 * `fetch failed` says nothing; the code of its cause does. Other messages are not repeated: those about a response that
 * cannot be read hold a part of it.
 */
export function reasonOf(error: unknown, answerMs: number): string {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return `no answer within ${answerMs / 1000} s`;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return typeof code === 'string' ? code : 'the request failed';
}
