import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ObjectStore, StoredChange, StoredObject } from './object-store.ts';

export interface ClusterOptions {
  /** Address of the node and of all that it serves: 127.0.0.1 or ::1. */
  host: string;
  /** From a pod's creation until it serves, and from its deletion until it is gone. */
  startMs: number;
  stopMs: number;
  /** How far the clock of the cluster is ahead of this machine's. */
  clockAheadMs: number;
}

export const nodes = '/api/v1/nodes';

/** What controllers and the kubelet of a cluster with one node do, over real sockets as far as clients can see. */
export class Controllers {
  readonly #store: ObjectStore;
  readonly #options: ClusterOptions;
  readonly #servers = new Map<string, http.Server>();
  /** Pods stay as they are while this is set. */
  isKubeletDead = false;

  constructor(store: ObjectStore, options: ClusterOptions) {
    this.#store = store;
    this.#options = options;
    store.add(nodes, node(options.host));
    store.listen((change) => void this.#react(change));
  }

  /** Opens the port of a Service before it is stored, as kube-proxy would soon after. */
  async openNodePort(service: StoredObject): Promise<number> {
    const server = http.createServer((_, response) => {
      response.writeHead(this.#readyPods(service).length > 0 ? 200 : 503, { connection: 'close' }).end();
    });
    await new Promise<void>((resolve) => server.listen(0, this.#options.host, resolve));
    const { port } = server.address() as AddressInfo;
    this.#servers.set(String(port), server);
    return port;
  }

  /** Whether a pod would answer itself. */
  serves(pod: StoredObject | undefined): boolean {
    return pod !== undefined && isReady(pod);
  }

  close(): void {
    for (const server of this.#servers.values()) {
      server.closeAllConnections();
      server.close();
    }
  }

  async #react({ type, collection, object }: StoredChange): Promise<void> {
    const { name, deletionTimestamp } = object.metadata;
    if (collection.endsWith('/pods')) {
      if (type === 'ADDED') await this.#start(collection, name);
      else if (type === 'MODIFIED' && deletionTimestamp !== undefined) await this.#stop(collection, object);
      this.#fillSlices(collection.replace(/\/pods$/, ''));
    }
    if (collection.endsWith('/services')) this.#onService(type, collection, object);
    if (collection === '/api/v1/namespaces') await this.#onNamespace(type, object);
  }

  /** What a real cluster tells when a kubelet has been silent for 50 s, in its order. */
  loseNode(collection: string, pod: string): void {
    this.isKubeletDead = true;
    this.#setReady(nodes, 'node-1', 'Unknown');
    this.#setReady(collection, pod, 'False');
    this.#tell(collection, pod, 'NodeNotReady', {
      ...{ type: 'Warning', source: { component: 'node-controller' }, message: 'Node is not ready' },
    });
  }

  /** And when it comes back: pods that were deleted meanwhile go. */
  async regainNode(collection: string): Promise<void> {
    this.isKubeletDead = false;
    this.#setReady(nodes, 'node-1', 'True');
    for (const pod of this.#store.list(collection))
      if (pod.metadata.deletionTimestamp !== undefined) await this.#stop(collection, pod);
  }

  #setReady(collection: string, name: string, status: string): void {
    this.#store.change(collection, name, (object) => {
      const conditions = (object.status?.['conditions'] ?? []) as { type: string }[];
      const others = conditions.filter(({ type }) => type !== 'Ready');
      return { ...object, status: { ...object.status, conditions: [...others, { type: 'Ready', status }] } };
    });
  }

  async #start(collection: string, name: string): Promise<void> {
    await sleep(5);
    this.#setStatus(
      collection,
      name,
      { phase: 'Pending', conditions: [condition('PodScheduled')] },
      'node-1',
    );
    await sleep(this.#options.startMs);
    if (this.isKubeletDead) return;
    const conditions = ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map(condition);
    const status = { phase: 'Running', podIP: this.#options.host, conditions };
    for (const reason of ['Pulled', 'Created', 'Started']) this.#tell(collection, name, reason);
    this.#setStatus(collection, name, status, 'node-1');
    this.#fillSlices(collection.replace(/\/pods$/, ''));
  }

  async #stop(collection: string, { metadata: { name, finalizers = [] } }: StoredObject): Promise<void> {
    await sleep(this.#options.stopMs);
    if (finalizers.length === 0 && !this.isKubeletDead) this.#store.remove(collection, name);
  }

  /** An event of the kubelet unless it is said otherwise, stamped by its clock to the nanosecond in its name. */
  #tell(collection: string, pod: string, reason: string, more: object = {}): void {
    const uid = this.#store.get(collection, pod)?.metadata.uid;
    const unixMs = Math.trunc(performance.timeOrigin + performance.now()) + this.#options.clockAheadMs;
    this.#store.add(collection.replace(/pods$/, 'events'), {
      metadata: {
        name: `${pod}.${(BigInt(unixMs) * 1_000_000n + BigInt(this.#store.version)).toString(16)}`,
      },
      ...{ reason, type: 'Normal', source: { component: 'kubelet' } },
      ...{ message: reason === 'Pulled' ? 'Container image "app:1" already present on machine' : '' },
      ...{ involvedObject: { kind: 'Pod', name: pod, uid, fieldPath: 'spec.containers{app}' } },
      ...more,
    });
  }

  #setStatus(collection: string, name: string, status: Record<string, unknown>, nodeName: string): void {
    this.#store.change(collection, name, (pod) => ({ ...pod, spec: { ...pod.spec, nodeName }, status }));
  }

  #onService(type: StoredChange['type'], collection: string, service: StoredObject): void {
    const { name, labels = {} } = service.metadata;
    const slices = slicesOf(collection.replace(/\/services$/, ''));
    if (type === 'ADDED') {
      const metadata = { name: `${name}-abcde`, labels: { ...labels, 'kubernetes.io/service-name': name } };
      this.#store.add(slices, { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata });
    }
    if (type === 'DELETED') this.#store.remove(slices, `${name}-abcde`);
  }

  async #onNamespace(
    type: StoredChange['type'],
    { metadata: { name, finalizers = [], deletionTimestamp } }: StoredObject,
  ): Promise<void> {
    const within = `/namespaces/${name}/`;
    if (type === 'ADDED')
      this.#store.add(`/api/v1${within}serviceaccounts`, { metadata: { name: 'default' } });
    if (type !== 'MODIFIED' || deletionTimestamp === undefined || finalizers.length > 0) return;
    // As long as in a small cluster.
    await sleep(200);
    for (const collection of this.#store.collections().filter((each) => each.includes(within)))
      for (const { metadata } of this.#store.list(collection)) this.#store.remove(collection, metadata.name);
    this.#store.remove('/api/v1/namespaces', name);
  }

  #fillSlices(namespacePath: string): void {
    for (const service of this.#store.list(`${namespacePath}/services`)) {
      const endpoints = this.#readyPods(service).map(({ metadata }) => ({
        addresses: [this.#options.host],
        conditions: { ready: true },
        targetRef: { kind: 'Pod', name: metadata.name, uid: metadata.uid },
      }));
      const change = (slice: StoredObject): StoredObject => ({ ...slice, endpoints }) as StoredObject;
      this.#store.change(slicesOf(namespacePath), `${service.metadata.name}-abcde`, change);
    }
  }

  #readyPods({ metadata, spec }: StoredObject): StoredObject[] {
    const selector = Object.entries((spec?.['selector'] ?? {}) as Record<string, string>);
    const pods = this.#store.list(`/api/v1/namespaces/${metadata.namespace ?? ''}/pods`);
    return pods.filter(
      (pod) => isReady(pod) && selector.every(([key, value]) => pod.metadata.labels?.[key] === value),
    );
  }
}

function slicesOf(namespacePath: string): string {
  return `${namespacePath.replace('/api/v1', '/apis/discovery.k8s.io/v1')}/endpointslices`;
}

function isReady({ metadata, status }: StoredObject): boolean {
  return status?.['phase'] === 'Running' && metadata.deletionTimestamp === undefined;
}

function condition(type: string): object {
  return { type, status: 'True' };
}

function node(host: string) {
  const addresses = [{ type: 'InternalIP', address: host }];
  return { metadata: { name: 'node-1' }, status: { addresses, conditions: [condition('Ready')] } };
}
