import type { HttpAnswer, HttpCall, HttpSend } from './http.ts';

/** As the library has it that PowerfulSeal asks with. */
const mostRedirects = 30;
const redirects = new Set([301, 302, 303, 307, 308]);

/**
 * Sends a request and follows where it is led. What leads to another host is asked directly.
 * @throws the network's error, a time-out, the signal's reason
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

/** 303 is answered by another look, and so are 301 and 302 by every browser. */
function next(call: HttpCall, status: number, location: string): HttpCall {
  const url = new URL(location, call.url);
  const isHead = call.method.toLowerCase() === 'head';
  const isPost = call.method.toLowerCase() === 'post';
  const becomesGet = !isHead && (status === 303 || status === 302 || (status === 301 && isPost));
  // A name for the first host says nothing to another one, and what opens the first is nobody else's business.
  const headers = Object.fromEntries(
    Object.entries(call.headers).filter(([name]) => url.host === call.url.host || !isPrivate(name)),
  );
  return becomesGet ? { ...call, url, headers, method: 'get', body: '' } : { ...call, url, headers };
}

function isPrivate(header: string): boolean {
  return ['host', 'authorization', 'cookie'].includes(header.toLowerCase());
}
