import { request, type IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as startTls } from 'node:tls';
import { authority } from './authority.ts';
import { connectTcp } from './connect-tcp.ts';
import { abortReason, within } from './within.ts';

/** A connection to a port. Must reject with the signal's reason when that aborts. */
export type Connect = (timeoutMs: number, signal: AbortSignal) => Promise<Duplex>;

/** One request and the way it is sent. */
export interface ExchangeOptions {
  /** Name or IP address, IPv6 without brackets. */
  host: string;
  port: number;
  scheme: 'http' | 'https';
  path: string;
  /** In capitals; default GET. */
  method?: string;
  /** Null derives it from host and port. */
  hostHeader?: string | null;
  /** Sent as well as the usual headers, or in place of those of the same name. */
  headers?: Readonly<Record<string, string>>;
  body?: string;
  /** Whether an https certificate has to be valid; default false. */
  checksCertificate?: boolean;
  /** Until the connection is established (TCP, not TLS). */
  connectTimeoutMs: number;
  /** From then until the response's head, TLS handshake included: that is the application's slowness, not the path's. */
  responseTimeoutMs: number;
  signal?: AbortSignal;
  /** Another way to the port than TCP. */
  connect?: Connect;
}

/** Turns a response into the answer that `done` takes; `done` ends the exchange. */
type Read<T> = (response: IncomingMessage, done: (answer: T) => void) => void;

/**
 * Sends one request on a fresh connection, past every proxy, and resolves with what `read` makes of the final response
 * (1xx are skipped).
 * @throws the network's, TLS's or the parser's error; Error `… timeout after … ms`; the signal's reason
 */
export async function exchange<T>(
  options: ExchangeOptions,
  read: Read<T>,
  onConnected?: () => void,
): Promise<T> {
  const { connectTimeoutMs, responseTimeoutMs, signal } = options;
  const connect = options.connect ?? ((_ms, until) => connectTcp(options, until));
  const connection = await within(connectTimeoutMs, 'connect', signal, (until) =>
    connect(connectTimeoutMs, until),
  );
  onConnected?.();
  try {
    return await within(responseTimeoutMs, 'response', signal, (until) =>
      send(connection, options, read, until),
    );
  } finally {
    connection.destroy();
  }
}

function send<T>(
  connection: Duplex,
  options: ExchangeOptions,
  read: Read<T>,
  signal: AbortSignal,
): Promise<T> {
  const { method = 'GET', path, body = '', scheme } = options;
  return new Promise((resolve, reject) => {
    // With a connection of its own Node uses no agent: no pool, no keep-alive, no proxy.
    const createConnection = (): Duplex => (scheme === 'https' ? overTls(connection, options) : connection);
    const sent = request({ method, path, headers: headersOf(options), createConnection });
    const giveUp = (): void => reject(abortReason(signal));
    signal.addEventListener('abort', giveUp, { once: true });
    // Stays after the exchange: destroying it halfway through a body is an error that nobody waits for.
    sent.on('error', (error) => reject(error));
    sent.once('close', () => {
      signal.removeEventListener('abort', giveUp);
      reject(new Error('connection closed without an answer'));
    });
    sent.once('response', (response) =>
      read(response, (answer) => {
        resolve(answer);
        sent.destroy();
      }),
    );
    sent.end(body);
  });
}

function headersOf({
  host,
  port,
  scheme,
  hostHeader,
  headers = {},
  body = '',
}: ExchangeOptions): Record<string, string> {
  const given = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const usual = {
    host: hostHeader ?? authority(host, port, scheme),
    'user-agent': 'pod-start-slo',
    accept: '*/*',
    connection: 'close',
    ...(body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  };
  return { ...Object.fromEntries(Object.entries(usual).filter(([name]) => !given.has(name))), ...headers };
}

function overTls(socket: Duplex, { host, checksCertificate = false }: ExchangeOptions): Duplex {
  // An IP address is not allowed as a server name (RFC 6066, section 3); it is checked against the certificate all the same.
  const name = isIP(host) === 0 ? { servername: host } : { servername: '', host };
  const options = { socket, ...name, rejectUnauthorized: checksCertificate, ALPNProtocols: ['http/1.1'] };
  return startTls(options).on('error', () => undefined);
}
