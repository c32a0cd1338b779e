import type { Webhook } from './webhook.ts';

/** How long a webhook may take to answer, unless it is said otherwise. */
export const usualAnswerMs = 10_000;

/**
 * Sends a document; why it did not arrive, or null. Of the answer only the status is told: a server may repeat in it what
 * it was sent, secrets of the URL and the headers included.
 */
export async function post(
  fetchIt: typeof fetch,
  { url, headers }: Webhook,
  body: unknown,
  { signal, answerMs }: { signal: AbortSignal; answerMs: number },
): Promise<string | null> {
  try {
    const answer = await fetchIt(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
      // Where it leads to may be anybody; a webhook is configured with its own address.
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
    });
    // Its body is not read; a connection that waits for that could not be used again.
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
function reasonOf(error: unknown, answerMs: number): string {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return `no answer within ${answerMs / 1000} s`;
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return typeof code === 'string' ? code : 'the request failed';
}
