import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Clock, RunEvent } from '../../../src/core/ports.ts';
import { connect } from '../../../src/kube/connection/connect.ts';
import { patienceMs } from '../../../src/kube/api/retry.ts';
import { IterationObjects } from '../../../src/kube/iteration/iteration-objects.ts';
import { systemClock } from '../../../src/hosts/shared/system-clock.ts';
import { FakeClock } from '../../run/fake-space.ts';
import { startDroppableProxy, type DroppableProxy } from '../droppable-proxy.ts';
import { failure, hangUp, json, ScriptedApiServer } from '../scripted-api-server.ts';

const collection = '/api/v1/namespaces/test/configmaps';
const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'app', namespace: 'test' } };
const stored = { ...object, metadata: { ...object.metadata, uid: 'uid-1' } };
const resource = { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true };
const gone = failure(404, 'NotFound', 'configmaps "app" not found');
const deletion = `DELETE ${collection}/app`;
const nothingLeft = { problems: [], refused: [] };
const { signal } = new AbortController();

interface Fixture extends AsyncDisposable {
  clock: Clock;
  server: ScriptedApiServer;
  proxy: DroppableProxy;
  objects: IterationObjects;
  told: RunEvent[];
}

/** An iteration that has made a ConfigMap, over a proxy that may go away. */
async function created(clock: Clock): Promise<Fixture> {
  const server = await ScriptedApiServer.start();
  const proxy = await startDroppableProxy(server.port);
  const kubeconfig = await server.kubeconfig({ token: 'secret' }, { server: proxy.url });
  const api = await connect({ kubeconfig, env: {}, signal });
  const ownLabels = { 'pod-start-slo/run-id': 'run' };
  const told: RunEvent[] = [];
  const objects = new IterationObjects({
    ...{ api, clock, ownLabels, report: (event) => told.push(event) },
    scenario: { gracePeriodSeconds: 1 },
    signal,
  });
  server.on(`POST ${collection}`, json(201, stored));
  await objects.create({ object, resource }, clock.nowMs() + 1000);
  return {
    ...{ clock, server, proxy, objects, told },
    [Symbol.asyncDispose]: async () => {
      await api.close();
      await proxy[Symbol.asyncDispose]();
      await server.close();
    },
  };
}

it('deletes its objects as soon as the API server takes connections again', async () => {
  await using made = await created(systemClock());
  const { server, proxy, objects } = made;
  server.on(deletion, json(200, { kind: 'Status', status: 'Success' }));
  await proxy.drop();
  const removed = objects.remove(signal);
  // Longer than a GET is repeated.
  await sleep(1200);
  expect(server.count(deletion)).toBe(0);
  await proxy.restore();
  expect(await removed).toEqual(nothingLeft);
  expect(server.askedFor(deletion).map(({ body }) => JSON.parse(body) as object)).toMatchObject([
    { preconditions: { uid: 'uid-1' } },
  ]);
});

it('asks again where the connection broke before the answer, whether or not it was deleted', async () => {
  await using made = await created(systemClock());
  const { server, objects } = made;
  server.on(deletion, hangUp, hangUp, gone);
  expect(await objects.remove(signal)).toEqual(nothingLeft);
  expect(server.count(deletion)).toBe(3);
});

it('waits for what is deleted also while the server is away', async () => {
  await using made = await created(systemClock());
  const { server, objects } = made;
  server.on(deletion, json(200, stored));
  // More than the attempts of one GET.
  const away = Array.from({ length: 6 }, () => hangUp);
  server.on(`GET ${collection}/app`, json(200, stored), ...away, gone);
  expect(await objects.remove(signal)).toEqual(nothingLeft);
  expect(server.count(deletion)).toBe(2);
});

it('gives up after a while, and says what is left and why', async () => {
  const clock = new FakeClock();
  await using made = await created(clock);
  await made.proxy.drop();
  const sinceMs = clock.nowMs();
  expect(await made.objects.remove(signal)).toEqual({
    problems: [expect.stringMatching(/^ConfigMap app could not be deleted: .*ECONNREFUSED/)],
    refused: [],
  });
  expect(clock.nowMs() - sinceMs).toBeGreaterThan(patienceMs - 1100);
  expect(clock.nowMs() - sinceMs).toBeLessThanOrEqual(patienceMs);
});

describe('a create that is refused', () => {
  const refusals = [
    [
      403,
      'Forbidden',
      'pods "web" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1',
    ],
    [
      403,
      'Forbidden',
      'pods "web" is forbidden: error looking up service account x/default: serviceaccount "default" not found',
    ],
    [
      422,
      'Invalid',
      'Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
    ],
    [409, 'Conflict', 'Operation cannot be fulfilled on resourcequotas "q": the object has been modified'],
  ] as const;

  // One that does not answer is the cluster's failure, not a refusal, where it never does.
  const webhook = [
    500,
    'InternalError',
    'Internal error occurred: failed calling webhook "w": refused',
  ] as const;

  it.each([...refusals, webhook])('with %i %s for a while only is sent again', async (...refusal) => {
    await using made = await created(systemClock());
    made.server.on(`POST ${collection}`, failure(...refusal), failure(...refusal), json(201, stored));
    expect(await made.objects.create({ object, resource }, Infinity)).toEqual(stored);
    const [, , message] = refusal;
    expect(made.told).toEqual([
      {
        kind: 'note',
        level: 'info',
        message: expect.stringContaining(`first request for it (${message})`) as string,
      },
    ]);
  });

  it('for a kind that its definition has yet to bring is sent again, and for no other', async () => {
    await using made = await created(systemClock());
    const unknown = failure(404, 'NotFound', 'the server could not find the requested resource');
    made.server.on(`POST ${collection}`, unknown, unknown, json(201, stored));
    expect(await made.objects.create({ object, resource: { ...resource, isNew: true } }, Infinity)).toEqual(
      stored,
    );
    made.server.on(`POST ${collection}`, unknown);
    expect(await made.objects.create({ object, resource }, Infinity)).toMatchObject({ reason: 'NotFound' });
  });

  it('by the storage, which answers 500, is sent once', async () => {
    await using made = await created(systemClock());
    const message = 'metadata.resourceVersion: should not be set on objects to be created';
    made.server.on(`POST ${collection}`, failure(500, 'InternalError', message));
    const before = made.server.count(`POST ${collection}`);
    await expect(made.objects.create({ object, resource }, Infinity)).rejects.toMatchObject({
      message: expect.stringContaining('should not be set') as string,
    });
    expect(made.server.count(`POST ${collection}`)).toBe(before + 1);
  });

  it.each(refusals)('with %i %s until time is up says why, and is no failure', async (...refusal) => {
    await using made = await created(new FakeClock());
    made.server.on(`POST ${collection}`, failure(...refusal));
    const [, reason, message] = refusal;
    const refused = await made.objects.create({ object, resource }, made.clock.nowMs() + 1000);
    expect(refused).toEqual({ reason, message, isPassing: true });
    expect(made.server.count(`POST ${collection}`)).toBeGreaterThan(2);
  });

  it('for good is not sent again', async () => {
    await using made = await created(systemClock());
    const message =
      'pods "web" is forbidden: exceeded quota: q, requested: pods=1, used: pods=0, limited: pods=0';
    made.server.on(`POST ${collection}`, failure(403, 'Forbidden', message));
    const refused = await made.objects.create({ object, resource }, Infinity);
    expect(refused).toEqual({ reason: 'Forbidden', message, isPassing: false });
    expect(made.server.count(`POST ${collection}`)).toBe(2);
  });
});

describe('a name that is taken', () => {
  const exists = failure(409, 'AlreadyExists', 'object is being deleted: configmaps "app" already exists');
  const theirs = { ...object, metadata: { ...object.metadata, uid: 'uid-0' } };
  const going = { ...theirs, metadata: { ...theirs.metadata, deletionTimestamp: '2026-12-01T00:00:00Z' } };

  it('by what is on its way out is waited for', async () => {
    await using made = await created(systemClock());
    made.server.on(`POST ${collection}`, exists, exists, exists, json(201, stored));
    made.server.on(`GET ${collection}/app`, json(200, going), json(200, going), gone);
    expect(await made.objects.create({ object, resource }, Infinity)).toEqual(stored);
  });

  it('by what is not is somebody else’s', async () => {
    await using made = await created(systemClock());
    made.server.on(`POST ${collection}`, exists);
    made.server.on(`GET ${collection}/app`, json(200, theirs));
    await expect(made.objects.create({ object, resource }, Infinity)).rejects.toMatchObject({
      code: 'usage',
    });
  });
});

it.each([
  ['is being deleted', 403, { causes: [{ reason: 'NamespaceTerminating' }] }],
  ['is not there any more', 404, { kind: 'namespaces', name: 'test' }],
])('a namespace that %s is no refusal of the workload', async (_, code, details) => {
  await using made = await created(systemClock());
  const status = { kind: 'Status', code, reason: 'Gone', message: 'the namespace goes', details };
  made.server.on(`POST ${collection}`, json(code, status));
  await expect(made.objects.create({ object, resource }, 0)).rejects.toMatchObject({
    code: 'cluster',
    message: 'creating ConfigMap/app: the namespace goes',
    facts: { hint: 'Somebody else has deleted the namespace. Give the run another one.' },
  });
});

it('takes a no for an answer', async () => {
  await using made = await created(systemClock());
  made.server.on(deletion, failure(403, 'Forbidden', 'configmaps "app" is forbidden'));
  expect(await made.objects.remove(signal)).toMatchObject({
    problems: ['ConfigMap app could not be deleted: configmaps "app" is forbidden'],
    refused: [{ object: { kind: 'ConfigMap', metadata: { uid: 'uid-1' } } }],
  });
  expect(made.server.count(deletion)).toBe(1);
});
