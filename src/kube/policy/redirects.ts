import type { HttpAnswer, HttpCall, HttpSend } from './http.ts';

/** As the library has it that PowerfulSeal asks with. */
const mostRedirects = 30;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request and follows its redirects.
 * @param elsewhere sends what is redirected to another host
 * @throws the network's error, a timeout, the signal's reason
 */
export async function follow(
  first: HttpCall,
  send: HttpSend,
  elsewhere: HttpSend,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  let call = first;
  for (let count = 0; ; count += 1) {
    const isSame = call.url.host === first.url.host && call.url.protocol === first.url.protocol;
    const answer = await (isSame ? send : elsewhere)(call, signal);
    if (answer.location === null || !redirects.has(answer.status)) return answer;
    if (count >= mostRedirects) throw new Error(`more than ${mostRedirects} redirects`);
    call = next(call, answer.status, answer.location);
  }
}

/** After a 303 the next request is a GET; Python's requests does the same after a 302, and after a 301 to a POST. */
function next(call: HttpCall, status: number, location: string): HttpCall {
  const url = new URL(location, call.url);
  const isHead = call.method === 'HEAD';
  const isPost = call.method === 'POST';
  const becomesGet = !isHead && (status === 303 || status === 302 || (status === 301 && isPost));
  const headers = Object.fromEntries(
    Object.entries(call.headers).filter(([name]) => mayFollow(name.toLowerCase(), call.url, url)),
  );
  return becomesGet ? { ...call, url, headers, method: 'GET', body: '' } : { ...call, url, headers };
}

/** A name for the first host means nothing to another one, and what opens the first is nobody else's business. */
function mayFollow(header: string, from: URL, to: URL): boolean {
  if (header === 'host') return to.host === from.host;
  return !['authorization', 'cookie'].includes(header) || to.origin === from.origin || isUpgrade(from, to);
}

/** From http to https of one host, both on their usual ports. */
function isUpgrade(from: URL, to: URL): boolean {
  return from.protocol === 'http:' && to.protocol === 'https:' && to.host === from.host && to.port === '';
}
