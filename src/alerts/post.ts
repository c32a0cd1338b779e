import { messageOf } from '../core/errors.ts';
import type { Webhook } from './webhook.ts';

/** How long a webhook may take to answer. */
const answerMs = 10_000;
const mostShown = 200;

/** Sends a document; why it did not arrive, or null. */
export async function post(
  fetchIt: typeof fetch,
  { url, headers }: Webhook,
  body: unknown,
  signal: AbortSignal,
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
    const said = await beginningOf(answer);
    return answer.ok ? null : `HTTP ${answer.status}${said === '' ? '' : `: ${said}`}`;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Its first piece is enough to say why, and all that is read. */
async function beginningOf({ body }: Response): Promise<string> {
  const pieces: AsyncIterable<Uint8Array> | null = body;
  // Leaving the loop cancels the rest.
  for await (const piece of pieces ?? [])
    return new TextDecoder().decode(piece.subarray(0, mostShown)).trim();
  return '';
}

/** `fetch failed` says nothing; its cause does. */
function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return `no answer within ${answerMs / 1000} s`;
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return messageOf(cause ?? error);
}
