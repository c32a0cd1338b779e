import type { IncomingMessage } from 'node:http';
import { ProxyAgent, request as undiciRequest } from 'undici';
import { exchange, type Connect } from '../probe/attempt/exchange.ts';
import { within } from '../probe/attempt/within.ts';

export interface HttpCall {
  url: URL;
  /** In capitals. */
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Until the connection is established, and again until the response's head. */
  timeoutMs: number;
  /** Whether any certificate will do. */
  insecure: boolean;
}

export interface HttpAnswer {
  status: number;
  /** Where it leads on to. */
  location: string | null;
  /** The beginning of the body. */
  text: string;
}

/** Sends one request. Rejects with the network's error, a timeout or the signal's reason. */
export type HttpSend = (call: HttpCall, signal: AbortSignal) => Promise<HttpAnswer>;

const longestText = 16 * 1024;

/** Straight to the host of the URL, whatever the environment says about proxies. */
export const sendDirectly: HttpSend = (call, signal) => exchange(exchangeOf(call, signal), readAnswer);

/** Requests over connections of one's own, each on a fresh one. */
export function sendOver(connect: Connect): HttpSend {
  return (call, signal) => exchange({ ...exchangeOf(call, signal), connect }, readAnswer);
}

function exchangeOf({ url, timeoutMs, insecure, method, headers, body }: HttpCall, signal: AbortSignal) {
  const scheme = url.protocol === 'https:' ? ('https' as const) : ('http' as const);
  const usualPort = scheme === 'https' ? 443 : 80;
  return {
    ...{ scheme, method, headers, body, signal },
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? usualPort : Number(url.port),
    path: `${url.pathname}${url.search}`,
    checksCertificate: !insecure,
    connectTimeoutMs: timeoutMs,
    responseTimeoutMs: timeoutMs,
  };
}

function readAnswer(response: IncomingMessage, done: (answer: HttpAnswer) => void): void {
  let text = '';
  const end = (): void =>
    done({ status: response.statusCode ?? 0, location: response.headers.location ?? null, text });
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
    if (text.length >= longestText) end();
  });
  response.on('error', end);
  response.on('end', end);
}

/** Requests through an HTTP proxy. */
export function sendThrough(proxy: string): HttpSend {
  return async ({ url, method, headers, body, timeoutMs, insecure }, signal) => {
    const dispatcher = new ProxyAgent({
      uri: proxy,
      requestTls: { rejectUnauthorized: !insecure, timeout: timeoutMs },
      connectTimeout: timeoutMs,
    });
    try {
      return await within(2 * timeoutMs, 'response', signal, async (until) => {
        const answer = await undiciRequest(url, {
          dispatcher,
          method,
          headers: { 'user-agent': 'pod-start-slo', accept: '*/*', ...headers },
          ...(body === '' ? {} : { body }),
          headersTimeout: timeoutMs,
          signal: until,
        });
        const { location } = answer.headers;
        const text = (await answer.body.text()).slice(0, longestText);
        return { status: answer.statusCode, location: typeof location === 'string' ? location : null, text };
      });
    } finally {
      await dispatcher.destroy().catch(() => undefined);
    }
  };
}
