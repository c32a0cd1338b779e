import type { Readable } from 'node:stream';
import type { Method, Query, ResponseHeaders } from './api.ts';
import { ApiError } from './api-error.ts';
import { errorFromNetwork } from './status.ts';
import type { Transport } from '../connection/transport.ts';

export interface Outgoing {
  method: Method;
  path: string;
  query?: Query | undefined;
  headers: Readonly<Record<string, string>>;
  body?: string | undefined;
  signal?: AbortSignal | undefined;
  timeoutMs: number;
}

/** An answer whose head is there and whose body still comes. */
export interface Exchange {
  status: number;
  headers: ResponseHeaders;
  /** Unix ms just before the request was handed over, and when the head arrived. */
  sentUnixMs: number;
  headUnixMs: number;
  /** The time limit ends with the head. */
  liftTimeLimit(): void;
  /** The body's bytes; the connection is closed when the loop is left early. @throws ApiError, or the signal's reason */
  chunks(): AsyncGenerator<Uint8Array, void>;
  /** Closes the connection, for those who do not read the body. */
  close(): void;
}

/** Ends a request on the caller's signal or after a time, and remembers which of the two it was. */
class Limit {
  readonly #outer: AbortSignal | undefined;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  readonly #forward = (): void => this.#controller.abort(this.#outer?.reason);
  readonly #timeoutMs: number;
  #expired = false;

  constructor(outer: AbortSignal | undefined, timeoutMs: number) {
    this.#outer = outer;
    this.#timeoutMs = timeoutMs;
    this.#timer = setTimeout(() => {
      this.#expired = true;
      this.#controller.abort();
    }, timeoutMs);
    outer?.addEventListener('abort', this.#forward, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  liftTime(): void {
    clearTimeout(this.#timer);
  }

  end(): void {
    this.liftTime();
    this.#outer?.removeEventListener('abort', this.#forward);
  }

  /** What to throw for whatever the request failed with. */
  explain({ server, proxy }: Pick<Transport, 'server' | 'proxy'>, error: unknown): unknown {
    if (this.#outer?.aborted === true) return this.#outer.reason;
    if (!this.#expired) return errorFromNetwork(server, error, proxy);
    return new ApiError({
      server,
      proxy,
      status: 0,
      reason: 'ETIMEDOUT',
      message: `no answer within ${this.#timeoutMs} ms`,
    });
  }
}

/** Sends one request and resolves with the head of its answer. @throws ApiError (status 0), or the signal's reason */
export async function exchange(transport: Transport, outgoing: Outgoing): Promise<Exchange> {
  outgoing.signal?.throwIfAborted();
  const { dispatcher, headers } = await transport.prepare();
  outgoing.signal?.throwIfAborted();
  const url = requestUrl(transport.server, outgoing);
  const limit = new Limit(outgoing.signal, outgoing.timeoutMs);
  const sentUnixMs = Date.now();
  try {
    const response = await dispatcher.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: outgoing.method,
      headers: { ...outgoing.headers, ...headers },
      body: outgoing.body ?? null,
      signal: limit.signal,
      // Else undici closes the connection after a DELETE with a body, and the next request waits for a new one.
      reset: false,
    });
    response.body.on('error', () => undefined); // told by chunks(); without a listener it would end the process
    return {
      status: response.statusCode,
      headers: flatten(response.headers),
      sentUnixMs,
      headUnixMs: Date.now(),
      liftTimeLimit: () => limit.liftTime(),
      chunks: () => readChunks(response.body, limit, transport),
      close() {
        limit.end();
        response.body.destroy();
      },
    };
  } catch (error) {
    limit.end();
    throw limit.explain(transport, error);
  }
}

async function* readChunks(
  body: Readable,
  limit: Limit,
  transport: Pick<Transport, 'server' | 'proxy'>,
): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw limit.explain(transport, error);
  } finally {
    limit.end();
  }
}

function requestUrl(server: string, { path, query = {} }: Outgoing): URL {
  const url = new URL(server + path);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): ResponseHeaders {
  const flat = Object.entries(headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : value,
  ]);
  return Object.fromEntries(flat) as Record<string, string>;
}
