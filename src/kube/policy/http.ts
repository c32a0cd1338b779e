import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as startTls } from 'node:tls';
import { ProxyAgent, request as undiciRequest } from 'undici';
import { connectTcp } from '../probe/attempt/connect-tcp.ts';
import { exchangeOver } from '../probe/attempt/exchange-over.ts';
import { within } from '../probe/attempt/within.ts';

export interface HttpCall {
  url: URL;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Until the connection stands, and again until the response's head. */
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

/** Sends one request. Rejects with the network's error, a time-out or the signal's reason. */
export type HttpSend = (call: HttpCall, signal: AbortSignal) => Promise<HttpAnswer>;

/** A connection to where a URL leads. Must reject with the signal's reason when that aborts. */
export type Connect = (url: URL, timeoutMs: number, signal: AbortSignal) => Promise<Duplex>;

const longestText = 16 * 1024;

/** Straight to the host of the URL, whatever the environment says about proxies. */
export const connectDirectly: Connect = (url, timeoutMs, signal) =>
  connectTcp({ ...hostOf(url), connectTimeoutMs: timeoutMs }, signal);

export function hostOf(url: URL): { host: string; port: number } {
  const usual = url.protocol === 'https:' ? 443 : 80;
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? usual : Number(url.port) };
}

/** Requests over connections of one's own, each on a fresh one. */
export function sendOver(connect: Connect): HttpSend {
  return async (call, signal) => {
    const connection = await within(call.timeoutMs, 'connect', signal, (until) =>
      connect(call.url, call.timeoutMs, until),
    );
    try {
      return await within(call.timeoutMs, 'response', signal, (until) => exchange(connection, call, until));
    } finally {
      connection.destroy();
    }
  };
}

function exchange(connection: Duplex, call: HttpCall, signal: AbortSignal): Promise<HttpAnswer> {
  const { url, method, body } = call;
  const path = `${url.pathname}${url.search}`;
  const wrapped = (): Duplex => (url.protocol === 'https:' ? overTls(connection, call) : connection);
  return exchangeOver<HttpAnswer>(
    { connection: wrapped, options: { method, path, headers: headersOf(call) }, body },
    (response, done) => {
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
    },
    signal,
  );
}

function headersOf({ url, headers, body }: HttpCall): Record<string, string> {
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const usual = {
    host: url.host,
    'user-agent': 'pod-start-slo',
    accept: '*/*',
    connection: 'close',
    ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
  return { ...Object.fromEntries(Object.entries(usual).filter(([name]) => !given.has(name))), ...headers };
}

function overTls(socket: Duplex, { url, insecure }: HttpCall): Duplex {
  const { host } = hostOf(url);
  // An IP address is not allowed as a server name (RFC 6066, section 3); it is checked against the certificate all the same.
  const name = isIP(host) === 0 ? { servername: host } : { servername: '', host };
  return startTls({ socket, ...name, rejectUnauthorized: !insecure, ALPNProtocols: ['http/1.1'] });
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
          method: method.toUpperCase(),
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
