import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweep, type Swept, type SweepRequest } from '../../../src/kube/sweep/sweep.ts';
import { clientOf, skippingClock } from '../kube-harness.ts';
import { failure, json, ScriptedApiServer, type Answer } from '../scripted-api-server.ts';

const leases = '/apis/coordination.k8s.io/v1/namespaces/ci/leases';
const everywhere = '/apis/coordination.k8s.io/v1/leases';
const pods = '/api/v1/namespaces/ci/pods';
const helpers = '/api/v1/namespaces/tools/pods';
const own = '/api/v1/namespaces/pod-start-slo-dead';
const label = { 'pod-start-slo/run-id': 'dead' };
const labels = { ...label, 'app.kubernetes.io/managed-by': 'pod-start-slo' };
const list = (...items: object[]): Answer => json(200, { kind: 'List', items });
const success = json(200, { kind: 'Status', status: 'Success' });
const replaced = failure(
  409,
  'Conflict',
  'Operation cannot be fulfilled on pods "web": the UID in the precondition (uid-web) does not match the UID in record (uid-new). The object might have been deleted and then recreated',
);

interface LeaseOptions {
  namespace?: string;
  kinds?: string;
  annotations?: Record<string, string>;
  version?: number;
  more?: object;
}

function lease({
  namespace = 'ci',
  kinds = 'v1/Pod',
  annotations,
  version = 1,
  more = {},
}: LeaseOptions = {}) {
  return {
    metadata: {
      ...{ name: 'pod-start-slo-dead', namespace, uid: 'uid-lease', resourceVersion: `${version}`, labels },
      annotations: { 'pod-start-slo/kinds': kinds, ...annotations },
      ...more,
    },
    spec: { holderIdentity: 'dead', leaseDurationSeconds: 40, renewTime: '2020-01-01T00:00:00.000000Z' },
  };
}

function pod(name: string, namespace: string, more: object = {}): object {
  return { metadata: { name, namespace, uid: `uid-${name}`, labels, ...more } };
}

let server: ScriptedApiServer;
beforeEach(async () => {
  server = await ScriptedApiServer.start();
  server
    .on(`DELETE ${leases}/pod-start-slo-dead`, success)
    .on('GET /api/v1', json(200, { resources: [{ name: 'pods', kind: 'Pod', namespaced: true }] }))
    .on(`GET ${pods}`, list(pod('web', 'ci')))
    .on(`DELETE ${pods}/web`, success)
    .on('GET /api/v1/namespaces', list());
});
afterEach(() => server.close());

async function swept(request: Partial<SweepRequest> = {}): Promise<Swept & { waits: number[] }> {
  const api = await clientOf(server);
  const { signal } = new AbortController();
  const clock = skippingClock();
  const full = { namespace: 'ci', runId: null, all: false, ...request };
  const done = await sweep(api, full, { clock, signal });
  await api.close();
  return { ...done, waits: clock.sleeps };
}

function preconditionOf(route: string): unknown {
  const [deletion] = server.askedFor(route);
  return (JSON.parse(deletion?.body ?? '{}') as { preconditions?: unknown }).preconditions;
}

it('deletes what a dead run has made, and its lease last', async () => {
  server.on(`GET ${leases}`, list(lease()));
  const { deleted, left } = await swept();
  expect(deleted).toEqual(['Pod in ci: web', 'lease pod-start-slo-dead in ci']);
  expect(left).toEqual([]);
});

it.each(['gibberish', '//', 'v1/Nothing', 'example.com/v1/Gone', 'v1/%2e%2e'])(
  'goes on where a kind on the lease is garbled (%s), says so and keeps the lease',
  async (garbled) => {
    server.on(`GET ${leases}`, list(lease({ kinds: `${garbled},v1/Pod` })));
    server.on('GET /apis/example.com/v1', failure(404, 'NotFound', 'not found'));
    const { deleted, left } = await swept();
    expect(deleted).toEqual(['Pod in ci: web']);
    expect(left).toEqual([expect.stringContaining(`what run dead created of the kind "${garbled}" in ci (`)]);
    expect(server.count(`DELETE ${leases}/pod-start-slo-dead`)).toBe(0);
  },
);

describe('objects that were replaced since they were listed', () => {
  it('are never deleted: each deletion names the uid that was seen', async () => {
    server.on(`GET ${leases}`, list(lease())).on(`DELETE ${pods}/web`, replaced);
    const { deleted, left } = await swept();
    expect(preconditionOf(`DELETE ${pods}/web`)).toEqual({ uid: 'uid-web' });
    expect(preconditionOf(`DELETE ${leases}/pod-start-slo-dead`)).toEqual({ uid: 'uid-lease' });
    expect({ deleted, left }).toEqual({ deleted: ['lease pod-start-slo-dead in ci'], left: [] });
  });

  it('stay where another conflict keeps them from being deleted, and are told as left', async () => {
    const conflict = failure(409, 'Conflict', 'please apply your changes to the latest version');
    server.on(`GET ${leases}`, list(lease())).on(`DELETE ${pods}/web`, conflict);
    const { deleted, left } = await swept();
    expect(deleted).toEqual([]);
    expect(left).toEqual([expect.stringContaining('Pod in ci: web (')]);
  });
});

describe('a run that is alive', () => {
  /** A lease that is renewed between any two looks. */
  const renewed = (...more: object[]): Answer => {
    let version = 0;
    return (response, asked) => list(lease({ version: (version += 1) }), ...more)(response, asked);
  };

  it('is not touched, however old its last sign of life reads', async () => {
    server.on(`GET ${leases}`, renewed());
    const { deleted, left, alive } = await swept();
    expect({ deleted, left, alive }).toEqual({ deleted: [], left: [], alive: ['dead'] });
  });

  it('of the same namespace keeps what is its own while a dead one is swept', async () => {
    const living = (version: number) => ({
      ...lease(),
      metadata: {
        ...{ name: 'pod-start-slo-live', namespace: 'ci', uid: 'uid-live', resourceVersion: `${version}` },
        labels: { ...labels, 'pod-start-slo/run-id': 'live' },
        annotations: { 'pod-start-slo/kinds': 'v1/Pod' },
      },
      spec: { holderIdentity: 'live', leaseDurationSeconds: 40 },
    });
    let version = 0;
    const bothLeases: Answer = (response, asked) => list(lease(), living((version += 1)))(response, asked);
    const podsOf: Answer = (response, asked) => {
      const isDead = asked.query.get('labelSelector') === 'pod-start-slo/run-id=dead';
      list(pod(isDead ? 'web' : 'living', 'ci'))(response, asked);
    };
    server.on(`GET ${leases}`, bothLeases).on(`GET ${pods}`, podsOf);
    expect(await swept()).toMatchObject({
      deleted: ['Pod in ci: web', 'lease pod-start-slo-dead in ci'],
      alive: ['live'],
    });
  });

  it('is not touched where it comes back just before it would have been', async () => {
    const one = list(lease());
    const looks = Array.from({ length: 21 }, () => one);
    server.on(`GET ${leases}`, ...looks, list(lease({ version: 2 })));
    expect(await swept()).toMatchObject({ deleted: [], alive: ['dead'] });
  });

  it('is deleted without waiting where that was asked for', async () => {
    server.on(`GET ${leases}`, renewed());
    const { deleted, waits } = await swept({ all: true });
    expect(deleted).toContain('Pod in ci: web');
    expect(waits).toEqual([]);
  });

  it('keeps its pods in another namespace, whoever crafts a lease with its id', async () => {
    const crafted = lease({ namespace: 'a', annotations: { 'pod-start-slo/node-helpers-in': 'tools' } });
    server
      .on(`GET ${everywhere}`, renewed(crafted))
      .on(`GET ${helpers}`, list(pod('pod-start-slo-node-dead-0', 'tools')));
    expect(await swept({ namespace: null })).toMatchObject({ deleted: [], alive: ['dead'] });
    expect(server.asked.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });
});

describe('helpers on nodes, in another namespace', () => {
  const helper = (leaseNamespace: string): object =>
    pod('pod-start-slo-node-dead-0', 'tools', { annotations: { 'pod-start-slo/lease-in': leaseNamespace } });
  const annotations = { 'pod-start-slo/node-helpers-in': 'tools' };

  it('go with the lease that they name', async () => {
    server
      .on(`GET ${leases}`, list(lease({ annotations })))
      .on(`GET ${helpers}`, list(helper('ci')))
      .on(`DELETE ${helpers}/pod-start-slo-node-dead-0`, success);
    expect((await swept()).deleted).toContain('Pod in tools: pod-start-slo-node-dead-0');
    expect(preconditionOf(`DELETE ${helpers}/pod-start-slo-node-dead-0`)).toEqual({
      uid: 'uid-pod-start-slo-node-dead-0',
    });
  });

  it.each([
    ['of a run whose lease stands elsewhere', helper('victim')],
    ['that are no helpers', pod('web', 'tools', { annotations: { 'pod-start-slo/lease-in': 'ci' } })],
    ['that name no lease', pod('pod-start-slo-node-dead-0', 'tools')],
  ])('stay: those %s', async (_, found) => {
    server.on(`GET ${leases}`, list(lease({ annotations }))).on(`GET ${helpers}`, list(found));
    const { deleted } = await swept();
    expect(deleted).not.toContainEqual(expect.stringContaining('tools'));
    expect(
      server.asked.filter(({ method, path }) => method === 'DELETE' && path.startsWith(helpers)),
    ).toEqual([]);
  });
});

describe('a namespace', () => {
  const stored = (more: object = {}) => ({
    metadata: { name: 'pod-start-slo-dead', uid: 'uid-namespace', labels, ...more },
  });

  function withNamespace(more: object, leased = 'pod-start-slo-dead'): void {
    const found = stored(more);
    server
      .on(`GET ${everywhere}`, list(...(leased === '' ? [] : [lease({ namespace: leased, kinds: '' })])))
      .on('GET /api/v1/namespaces', list(found))
      .on(`GET /api/v1/namespaces/${found.metadata.name}`, json(200, found))
      .on(`DELETE /api/v1/namespaces/${found.metadata.name}`, success)
      .on(`DELETE /apis/coordination.k8s.io/v1/namespaces/${leased}/leases/pod-start-slo-dead`, success);
  }

  it('goes that has the name, the labels and the lease of a dead run, by its uid', async () => {
    withNamespace({});
    expect(await swept({ namespace: null })).toMatchObject({
      deleted: ['namespace pod-start-slo-dead'],
      left: [],
    });
    expect(preconditionOf(`DELETE ${own}`)).toEqual({ uid: 'uid-namespace' });
  });

  it.each([
    ['the label alone', { name: 'mine', labels: label }, ''],
    ['the labels alone', { name: 'mine' }, ''],
    ['labels and a lease, but another name', { name: 'mine' }, 'mine'],
    ['the name and a lease, but another manager', { labels: label }, 'pod-start-slo-dead'],
  ])('stays that has %s, with --all too', async (_, more, leased) => {
    withNamespace(more, leased);
    const name = (more as { name?: string }).name ?? 'pod-start-slo-dead';
    for (const all of [false, true]) await swept({ namespace: null, all });
    expect(server.count(`DELETE /api/v1/namespaces/${name}`)).toBe(0);
  });

  it('that has no lease stays, and is told as left with what deletes it', async () => {
    withNamespace({}, '');
    const { deleted, left } = await swept({ namespace: null, all: true });
    expect(deleted).toEqual([]);
    expect(left).toEqual([expect.stringContaining('kubectl delete namespace pod-start-slo-dead')]);
    expect(server.count(`DELETE ${own}`)).toBe(0);
  });
});
