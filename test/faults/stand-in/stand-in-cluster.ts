import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https, { type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { failure, json, type Answer, type Asked } from '../../kube/scripted-api-server.ts';
import { apiGroups, placeOf } from './api-paths.ts';
import { Controllers, type ClusterOptions } from './controllers.ts';
import {
  isSelected,
  isWithin,
  ObjectStore,
  type NewObject,
  type StoredChange,
  type StoredObject,
} from './object-store.ts';

/** What happens to a request in place of its answer. `carryOut` does what it asks for, and gives what would be answered. */
export type RequestFault = (response: ServerResponse, asked: Asked, carryOut: () => Promise<Answer>) => void;

interface Injected {
  route: RegExp;
  times: number;
  fault: RequestFault;
}

/**
 * An API server on loopback in front of a cluster in memory: lists, watches from a version, creates, deletes, with pods
 * that start and Services that answer on real ports. Everything is as it should be but for the faults a test injects,
 * which a real API server cannot be made to have at a chosen request.
 */
export class StandInCluster implements AsyncDisposable {
  readonly store = new ObjectStore();
  readonly controllers: Controllers;
  readonly asked: string[] = [];
  /** What is sent in place of a line of a watch. */
  tamper: (line: string, change: StoredChange) => readonly (string | Uint8Array)[] = (line) => [line];
  /** Which credentials are good. */
  accepts: (authorization: string) => boolean = () => true;
  readonly #server: http.Server;
  readonly #options: ClusterOptions;
  readonly #scheme: string;
  readonly #watches = new Set<ServerResponse>();
  #faults: Injected[] = [];

  private constructor(options: ClusterOptions, tls: ServerOptions | null) {
    this.#options = options;
    this.controllers = new Controllers(this.store, options);
    const listener = (request: IncomingMessage, response: ServerResponse): void =>
      void this.#serve(request, response);
    this.#scheme = tls === null ? 'http' : 'https';
    this.#server = tls === null ? http.createServer(listener) : https.createServer(tls, listener);
  }

  static async start(
    options: Partial<ClusterOptions> = {},
    tls: ServerOptions | null = null,
  ): Promise<StandInCluster> {
    const cluster = new StandInCluster(
      { host: '127.0.0.1', startMs: 60, stopMs: 10, clockAheadMs: 0, ...options },
      tls,
    );
    await cluster.listen(0);
    return cluster;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    const { host } = this.#options;
    return `${this.#scheme}://${host.includes(':') ? `[${host}]` : host}:${this.port}`;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(port, this.#options.host, resolve));
  }

  /** Stops serving, breaks every connection, and comes back on the same port. */
  async restart(awayMs: number): Promise<void> {
    const { port } = this;
    this.#server.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => setTimeout(resolve, awayMs));
    await this.listen(port);
  }

  /** The next requests of a route, such as `POST /api/v1/namespaces/x/pods`, have this fault. */
  inject(route: RegExp, fault: RequestFault, times = 1): void {
    this.#faults.push({ route, fault, times });
  }

  count(route: RegExp): number {
    return this.asked.filter((each) => route.test(each)).length;
  }

  breakWatches(): void {
    for (const watch of this.#watches) watch.destroy();
  }

  /** All that a run has made and that is still there, as `pods/web`. */
  leftovers(): string[] {
    const collections = this.store.collections().filter((each) => each !== '/api/v1/nodes');
    return collections.flatMap((collection) =>
      this.store
        .list(collection)
        .filter(({ metadata }) => metadata.labels?.['pod-start-slo/run-id'] !== undefined)
        .map(({ metadata }) => `${collection.split('/').at(-1) ?? ''}/${metadata.name}`),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.controllers.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const { method = '', headers } = request;
    const body = await text(request).catch(() => '');
    const asked = { method, path: url.pathname, query: url.searchParams, headers, body };
    const route = `${asked.query.has('watch') ? 'WATCH' : method} ${asked.path}`;
    this.asked.push(route);
    const carryOut = (): Promise<Answer> => this.#answer(asked);
    response.setHeader('date', new Date(Date.now() + this.#options.clockAheadMs).toUTCString());
    if (!this.accepts(headers.authorization ?? '')) {
      failure(401, 'Unauthorized', 'Unauthorized')(response, asked);
      return;
    }
    const fault = this.#faults.find(
      (each) => each.times > 0 && each.route.test(route) && !asked.query.has('dryRun'),
    );
    if (fault === undefined) (await carryOut())(response, asked);
    else {
      fault.times -= 1;
      fault.fault(response, asked, carryOut);
    }
  }

  async #answer(asked: Asked): Promise<Answer> {
    const { path, query, method } = asked;
    if (path === '/version') return json(200, { gitVersion: 'v1.34.0' });
    if (path in apiGroups) return json(200, { resources: apiGroups[path] });
    if (path.endsWith('/selfsubjectaccessreviews')) return json(201, { status: { allowed: true } });
    const place = placeOf(path);
    if (place === null) return failure(404, 'NotFound', `${path} is not served`);
    const { collection, name, rest } = place;
    if (rest.startsWith('/proxy')) return this.#proxied(collection, name.replace(/:\d+$/, ''));
    if (query.has('watch')) return this.#watch(collection);
    if (name === '')
      return method === 'POST' ? await this.#create(collection, asked) : this.#list(collection);
    return this.#one(collection, name, asked);
  }

  async #create(collection: string, { body, query }: Asked): Promise<Answer> {
    const object = JSON.parse(body) as NewObject;
    if (query.has('dryRun')) return json(201, object);
    const { name } = object.metadata;
    if (this.store.get(collection, name) !== undefined)
      return failure(409, 'AlreadyExists', `"${name}" already exists`);
    if (collection.endsWith('/services')) {
      const probe = {
        ...object,
        metadata: { ...object.metadata, namespace: collection.split('/')[4] ?? '' },
      };
      const nodePort = await this.controllers.openNodePort(probe as StoredObject);
      const ports = (object.spec?.['ports'] as object[]).map((port) => ({
        ...port,
        protocol: 'TCP',
        nodePort,
      }));
      object.spec = { ...object.spec, ports, clusterIP: '192.0.2.1', clusterIPs: ['192.0.2.1'] };
    }
    return json(201, this.store.add(collection, object));
  }

  #list(collection: string): Answer {
    return (response, asked) => {
      const items = this.store.list(collection).filter((object) => isSelected(object, asked.query));
      json(200, { kind: 'List', metadata: { resourceVersion: String(this.store.version) }, items })(
        response,
        asked,
      );
    };
  }

  #one(collection: string, name: string, { method, body, query }: Asked): Answer {
    const object = this.store.get(collection, name);
    if (object === undefined) return failure(404, 'NotFound', `"${name}" not found`);
    if (method === 'DELETE') return this.#delete(collection, object);
    if (method === 'PATCH') {
      const { spec, metadata } = JSON.parse(body) as Pick<StoredObject, 'spec'> & Partial<StoredObject>;
      if (metadata?.uid !== undefined && metadata.uid !== object.metadata.uid)
        return failure(422, 'Invalid', `metadata.uid: Invalid value: "${metadata.uid}": field is immutable`);
      if (query.has('dryRun')) return json(200, object);
      return json(
        200,
        this.store.change(collection, name, (old) => ({ ...old, spec: { ...old.spec, ...spec } })),
      );
    }
    return json(200, object);
  }

  #delete(collection: string, { metadata: { name, finalizers = [] } }: StoredObject): Answer {
    const goesLater = /\/(pods|namespaces)$/.test(collection) || finalizers.length > 0;
    if (!goesLater) {
      this.store.remove(collection, name);
      return json(200, { kind: 'Status', status: 'Success' });
    }
    const deletionTimestamp = new Date().toISOString();
    const change = (old: StoredObject): StoredObject => ({
      ...old,
      metadata: { ...old.metadata, deletionTimestamp },
    });
    return json(200, this.store.change(collection, name, change));
  }

  #proxied(collection: string, name: string): Answer {
    if (this.controllers.serves(this.store.get(collection, name))) return json(200, {});
    return failure(503, 'ServiceUnavailable', 'connection refused');
  }

  #watch(collection: string): Answer {
    return (response, { query }) => {
      const send = (change: StoredChange): void => {
        if (!isWithin(change.collection, collection) || !isSelected(change.object, query)) return;
        const line = `${JSON.stringify({ type: change.type, object: change.object })}\n`;
        for (const part of this.tamper(line, change)) response.write(part);
      };
      response.writeHead(200, { 'content-type': 'application/json' });
      response.flushHeaders();
      const since = Number(query.get('resourceVersion') ?? 0);
      this.store.history.filter(({ version }) => version > since).forEach(send);
      const stop = this.store.listen(send);
      this.#watches.add(response);
      response.on('close', () => {
        stop();
        this.#watches.delete(response);
      });
    };
  }
}
