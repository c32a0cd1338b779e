import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import packageJson from '../../../package.json' with { type: 'json' };
import { ApiError, hasStatus } from './api-error.ts';
import type {
  ApiClient,
  ApiRequest,
  ApiResponse,
  ApiStats,
  ApiStream,
  RawRequest,
  StreamRequest,
} from './api.ts';
import { skewEstimate } from './clock-skew.ts';
import { exchange, type Exchange, type Outgoing } from './exchange.ts';
import { isThrottled, retryDelayMs } from './retry.ts';
import { errorFromAnswer, retryAfterMs } from './status.ts';
import type { Transport } from '../connection/transport.ts';

const usualTimeoutMs = 30_000;
const userAgent = `pod-start-slo/${packageJson.version}`;
const maxBodyBytes = 64 * 1024 * 1024;

export interface ClientFacts {
  context: string | null;
  namespace: string;
}

interface Attempt extends Outgoing {
  /** How it is counted. */
  verb: string;
}

/** The API client over a transport. Sends nothing until asked. */
export function openClient(transport: Transport, facts: ClientFacts): ApiClient {
  return new Client(transport, facts);
}

class Client implements ApiClient {
  readonly server: string;
  readonly context: string | null;
  readonly namespace: string;
  readonly #transport: Transport;
  readonly #requests: Record<string, number> = {};
  readonly #skew = skewEstimate();
  #throttled = 0;

  constructor(transport: Transport, { context, namespace }: ClientFacts) {
    this.#transport = transport;
    this.server = transport.server;
    this.context = context;
    this.namespace = namespace;
  }

  get stats(): ApiStats {
    return { requests: { ...this.#requests }, throttled: this.#throttled, clockSkew: this.#skew.current() };
  }

  async request<T>(request: ApiRequest): Promise<ApiResponse<T>> {
    const { body, contentType = 'application/json', retry429 = true } = request;
    const answer = await this.#text(
      {
        ...outgoing(request, request.method),
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': contentType }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      },
      { retry429, anyStatus: false },
    );
    return { ...answer, body: this.#parse(answer.body) as T };
  }

  async raw(request: RawRequest): Promise<ApiResponse<string>> {
    const { body, contentType = 'text/plain', anyStatus = false, method = 'GET' } = request;
    return this.#text(
      {
        ...outgoing(request, method),
        headers: body === undefined ? {} : { 'content-type': contentType },
        body,
      },
      { retry429: true, anyStatus },
    );
  }

  async stream(request: StreamRequest): Promise<ApiStream> {
    const { method = 'GET', anyStatus = false, query } = request;
    const verb = query?.['watch'] === undefined ? method : 'WATCH';
    const answer = await this.#send({ ...outgoing(request, method), verb, headers: {} });
    if (!anyStatus && !isGood(answer.status)) {
      if (answer.status === 401) this.#transport.expire(); // the caller's next attempt gets new credentials
      const error = await this.#failure(answer);
      if (isThrottled(error)) this.#throttled += 1;
      throw error;
    }
    answer.liftTimeLimit();
    return {
      status: answer.status,
      headers: answer.headers,
      body: answer.chunks(),
      close: () => answer.close(),
    };
  }

  async warm({
    connections = 1,
    signal,
  }: { connections?: number; signal?: AbortSignal } = {}): Promise<void> {
    const path = '/version';
    const one = async (): Promise<void> => {
      try {
        await this.request({ method: 'GET', path, ...(signal === undefined ? {} : { signal }) });
      } catch (error) {
        // The connection is open all the same; some clusters show their version to nobody.
        if (!hasStatus(error, 403, 404)) throw error;
      }
    };
    await Promise.all(Array.from({ length: connections }, one));
    // Undici uses a connection again only one turn of the event loop after its answer; a request before that would open another.
    await nextTurn();
    await nextTurn();
  }

  async connection(): ReturnType<ApiClient['connection']> {
    const { dispatcher, headers } = await this.#transport.prepare();
    return { dispatcher, headers: { ...headers, 'user-agent': userAgent } };
  }

  close(): Promise<void> {
    return this.#transport.close();
  }

  /** All attempts of one request, until its body is there. */
  async #text(
    out: Outgoing & { verb: string },
    { retry429, anyStatus }: { retry429: boolean; anyStatus: boolean },
  ): Promise<ApiResponse<string>> {
    for (let attempt = 1, renewed = false; ; attempt += 1) {
      try {
        const answer = await this.#send(out);
        if (!anyStatus && !isGood(answer.status)) throw await this.#failure(answer);
        return { status: answer.status, headers: answer.headers, body: await textOf(answer) };
      } catch (error) {
        if (!(error instanceof ApiError) || anyStatus) throw error;
        if (isThrottled(error)) this.#throttled += 1;
        if (error.status === 401 && !renewed && this.#transport.expire()) {
          renewed = true; // the request was not carried out, so it may be sent again, whatever it is
          continue;
        }
        const delayMs = retryDelayMs(error, attempt, out.method, retry429);
        if (delayMs === null) throw error;
        await pause(delayMs, out.signal);
      }
    }
  }

  async #send(attempt: Attempt): Promise<Exchange> {
    const { verb } = attempt;
    this.#requests[verb] = (this.#requests[verb] ?? 0) + 1;
    const headers = { 'user-agent': userAgent, ...attempt.headers };
    const answer = await exchange(this.#transport, { ...attempt, headers });
    // Through the API server's proxy it is the pod's own clock that speaks.
    if (!/\/proxy(\/|$)/.test(attempt.path)) {
      this.#skew.add(answer.headers['date'], answer.sentUnixMs, answer.headUnixMs);
    }
    return answer;
  }

  async #failure(answer: Exchange): Promise<ApiError> {
    const waitMs = retryAfterMs(answer.headers['retry-after'], answer.headUnixMs);
    return errorFromAnswer(this.server, answer.status, await textOf(answer), waitMs);
  }

  #parse(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (error) {
      const message = `something that is not the API answered: ${text.trim().slice(0, 200)}`;
      throw new ApiError({ server: this.server, status: 0, reason: 'NotJson', message }, error);
    }
  }
}

function outgoing(
  { path, query, signal, timeoutMs = usualTimeoutMs }: StreamRequest,
  method: Outgoing['method'],
): Omit<Attempt, 'headers'> {
  return { method, verb: method, path, query, signal, timeoutMs };
}

function isGood(status: number): boolean {
  return status >= 200 && status < 300;
}

async function textOf(answer: Exchange): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.chunks()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBodyBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}
