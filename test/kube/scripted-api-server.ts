import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https, { type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** What the server was asked. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}

export type Answer = (response: ServerResponse, asked: Asked) => void;

/** Answers with JSON. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
}

/** Answers with a Status, as an API server does for errors. */
export function failure(
  code: number,
  reason: string,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  return json(code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message }, headers);
}

/** Breaks the connection without an answer. */
export const hangUp: Answer = (response) => response.destroy();

/** Never answers. */
export const silence: Answer = () => undefined;

/** Opens a watch, sends these lines and leaves it open; `end` closes it after them. */
export function watch(lines: readonly (object | string)[], end: 'open' | 'end' | 'break' = 'open'): Answer {
  return (response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    for (const line of lines) response.write(typeof line === 'string' ? line : `${JSON.stringify(line)}\n`);
    if (end === 'end') response.end();
    if (end === 'break') setImmediate(() => response.destroy());
  };
}

export function event(type: string, object: object): object {
  return { type, object };
}

/** A pod-like object; its uid is its name unless given. */
export function item(name: string, resourceVersion: number | string, more: object = {}): TestItem {
  return { metadata: { name, uid: name, resourceVersion: String(resourceVersion) }, ...more };
}

export interface TestItem {
  metadata: { name: string; uid: string; resourceVersion: string };
}

export function list(resourceVersion: number, ...items: readonly TestItem[]): Answer {
  return json(200, { kind: 'List', metadata: { resourceVersion: String(resourceVersion) }, items });
}

/**
 * A real HTTP server on 127.0.0.1 that answers what a test scripted. Routes are `GET /path`; a watch's verb is WATCH. The last answer
 * of a route repeats; what is not scripted is a 404.
 */
export class ScriptedApiServer {
  readonly asked: Asked[] = [];
  readonly directory: string;
  readonly #server: http.Server;
  readonly #scheme: string;
  readonly #routes = new Map<string, Answer[]>();
  readonly #open = new Map<string, ServerResponse>();
  /** Opened so far. */
  connections = 0;

  private constructor(directory: string, tls: ServerOptions | undefined) {
    this.directory = directory;
    this.#scheme = tls === undefined ? 'http' : 'https';
    const listener = (request: IncomingMessage, response: ServerResponse): void =>
      void this.#serve(request, response);
    this.#server = tls === undefined ? http.createServer(listener) : https.createServer(tls, listener);
    this.#server.on('connection', () => (this.connections += 1));
  }

  static async start(tls?: ServerOptions): Promise<ScriptedApiServer> {
    const server = new ScriptedApiServer(await mkdtemp(path.join(tmpdir(), 'scripted-api-')), tls);
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.#scheme}://127.0.0.1:${this.port}`;
  }

  /** Scripts a route, e.g. `GET /version`. */
  on(route: string, ...answers: readonly Answer[]): this {
    this.#routes.set(route, [...answers]);
    return this;
  }

  /** Requests of a route so far. */
  count(route: string): number {
    return this.asked.filter((asked) => routeOf(asked) === route).length;
  }

  /** Requests of a route so far. */
  askedFor(route: string): readonly Asked[] {
    return this.asked.filter((asked) => routeOf(asked) === route);
  }

  /** Writes to the last response of a route that is still open. */
  send(route: string, chunk: object | string | Uint8Array): void {
    const plain = typeof chunk === 'string' || chunk instanceof Uint8Array;
    this.#response(route).write(plain ? chunk : `${JSON.stringify(chunk)}\n`);
  }

  end(route: string): void {
    this.#response(route).end();
  }

  destroy(route: string): void {
    this.#response(route).destroy();
  }

  /** A file in the server's own directory. */
  async file(name: string, content: string): Promise<string> {
    const file = path.join(this.directory, name);
    await writeFile(file, content);
    return file;
  }

  /** A kubeconfig whose only context, `scripted`, is this server. */
  async kubeconfig(
    user: object = { token: 'secret' },
    cluster: object = {},
    name = 'config',
  ): Promise<string> {
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: 'scripted', cluster: { server: this.url, ...cluster } }],
      users: [{ name: 'me', user }],
      contexts: [{ name: 'scripted', context: { cluster: 'scripted', user: 'me' } }],
      'current-context': 'scripted',
    };
    return this.file(name, JSON.stringify(config));
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.directory, { recursive: true, force: true });
  }

  #response(route: string): ServerResponse {
    const response = this.#open.get(route);
    if (response === undefined) throw new Error(`nobody asked for ${route} yet`);
    return response;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { method = '', headers } = request;
    const body = await text(request);
    const asked = { method, path: url.pathname, query: url.searchParams, headers, body };
    this.asked.push(asked);
    const route = routeOf(asked);
    this.#open.set(route, response);
    const answers = this.#routes.get(route) ?? [failure(404, 'NotFound', `${route} is not scripted`)];
    const [answer = silence] = answers.length > 1 ? answers.splice(0, 1) : answers;
    answer(response, asked);
  }
}

function routeOf({ method, path, query }: Asked): string {
  return `${query.has('watch') ? 'WATCH' : method} ${path}`;
}
