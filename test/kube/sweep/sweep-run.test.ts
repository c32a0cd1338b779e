import { expect, it } from 'vitest';
import type { Plan } from '../../../src/core/plan.ts';
import { nothingSwept } from '../../../src/kube/sweep/sweep.ts';
import { sweepRun } from '../../../src/kube/sweep/sweep-run.ts';
import { makePlan } from '../../make-plan.ts';
import { scenario } from '../../run/fake-run.ts';
import { clientOf, impatientClock } from '../kube-harness.ts';
import { failure, json, ScriptedApiServer, type Answer } from '../scripted-api-server.ts';

const plan = makePlan([scenario({ name: 'web' })], { namespace: 'ci' });
const core = '/api/v1/namespaces/ci';
const lease = 'DELETE /apis/coordination.k8s.io/v1/namespaces/ci/leases/pod-start-slo-dead';

function stored(name: string, runId: string): object {
  return {
    metadata: {
      ...{ name, namespace: 'ci', uid: `uid-${name}` },
      labels: { 'pod-start-slo/run-id': runId, 'app.kubernetes.io/managed-by': 'pod-start-slo' },
    },
  };
}

const forbidden = failure(403, 'Forbidden', 'services is forbidden');
const missing = failure(404, 'NotFound', 'not found');
const success = json(200, { kind: 'Status', status: 'Success' });
const list = (...items: object[]): Answer => json(200, { kind: 'List', items });

/** An API server where the Services of a dead run may not be listed, and that has one Pod of it. */
async function fixture(): Promise<ScriptedApiServer & AsyncDisposable> {
  const server = await ScriptedApiServer.start();
  const resources = [
    { name: 'pods', kind: 'Pod', namespaced: true },
    { name: 'services', kind: 'Service', namespaced: true },
  ];
  server
    .on('GET /api/v1', json(200, { resources }))
    .on(`GET ${core}/services`, forbidden)
    .on(`GET ${core}/pods`, list(stored('web', 'dead')), list())
    .on(`DELETE ${core}/pods/web`, success)
    .on(lease.replace('DELETE', 'PATCH'), json(200, stored('pod-start-slo-dead', 'dead')))
    .on(lease, success);
  return Object.assign(server, { [Symbol.asyncDispose]: () => server.close() });
}

async function swept(server: ScriptedApiServer, of: Plan = plan) {
  const api = await clientOf(server);
  try {
    const { signal } = new AbortController();
    return await sweepRun(api, of, 'dead', { clock: impatientClock(), signal });
  } finally {
    await api.close();
  }
}

it('finds what may not be listed by the names in the plan, and deletes exactly that', async () => {
  await using server = await fixture();
  server
    .on(`GET ${core}/services/web`, json(200, stored('web', 'dead')), missing)
    .on(`DELETE ${core}/services/web`, success);
  expect(await swept(server)).toEqual({
    ...nothingSwept(),
    deleted: ['Service in ci: web', 'Pod in ci: web'],
  });
  const [deletion] = server.askedFor(`DELETE ${core}/services/web`);
  expect(JSON.parse(deletion?.body ?? '')).toMatchObject({ preconditions: { uid: 'uid-web' } });
  const [last] = server.askedFor(lease);
  expect(JSON.parse(last?.body ?? '')).toEqual({ preconditions: { uid: 'uid-pod-start-slo-dead' } });
});

it('finds the pods that removed images for it, in the namespace that they have for themselves', async () => {
  await using server = await fixture();
  const tools = '/api/v1/namespaces/tools/pods';
  const name = 'pod-start-slo-node-dead-0';
  const labels = { 'pod-start-slo/run-id': 'dead' };
  const left = { metadata: { name, namespace: 'tools', uid: 'uid-0', labels } };
  server
    .on(`GET ${core}/services/web`, missing)
    .on(`GET ${tools}`, list(left), list())
    .on(`DELETE ${tools}/${name}`, success);
  const nodeHelper = { image: 'tools:1', namespace: 'tools' };
  const cold = scenario({ name: 'web', imageCache: 'remove' });
  expect(await swept(server, makePlan([cold], { namespace: 'ci', nodeHelper }))).toMatchObject({
    deleted: [`Pod in tools: ${name}`, 'Pod in ci: web'],
    left: [],
  });
  // One that removes none has made none.
  const warm = await swept(server, makePlan([scenario({ name: 'web' })], { namespace: 'ci', nodeHelper }));
  expect(warm.left).toEqual([]);
  expect(server.count(`DELETE ${tools}/${name}`)).toBe(1);
});

it('leaves what has the name and is somebody else’s', async () => {
  await using server = await fixture();
  server.on(`GET ${core}/services/web`, json(200, stored('web', 'another')));
  expect(await swept(server)).toMatchObject({ deleted: ['Pod in ci: web'], left: [] });
  expect(server.count(`DELETE ${core}/services/web`)).toBe(0);
});

it('says what it cannot know, deletes the rest, and keeps the lease', async () => {
  await using server = await fixture();
  server.on(`GET ${core}/services/web`, forbidden);
  expect(await swept(server)).toMatchObject({
    deleted: ['Pod in ci: web'],
    left: ['Service in ci: web (if it exists: it may be neither listed nor read)'],
  });
  expect(server.count(lease)).toBe(0);
});

it('knows the names of a burst, of what is set up before, and of a load', async () => {
  await using server = await fixture();
  const load = { image: 'load:1', command: ['load'], cpu: '80%' };
  const condition = { kind: 'busy-node' as const, of: 'web', load };
  const shared = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'shared' } };
  const wide: Plan = {
    ...makePlan([scenario({ name: 'web', burst: 3, condition })], { namespace: 'ci' }),
    setupManifests: [{ object: shared, source: 'setup.yml' }],
  };
  server.on(`GET ${core}/pods`, forbidden);
  expect(await swept(server, wide)).toMatchObject({ deleted: [], left: [] });
  const looked = server.asked.filter(({ path }) => /(pods|services)\//.test(path)).map(({ path }) => path);
  expect(looked.map((path) => path.slice(core.length + 1))).toEqual([
    ...['services/web', 'services/shared', 'pods/web-1', 'pods/web-2', 'pods/web-3'],
    ...Array.from({ length: 10 }, (_, index) => `pods/pod-start-slo-load-dead-${index}`),
  ]);
});

it('lists only what carries the label of this very run', async () => {
  await using server = await fixture();
  server.on(`GET ${core}/services/web`, missing);
  await swept(server);
  const listed = server.askedFor(`GET ${core}/pods`).map(({ query }) => query.get('labelSelector'));
  expect(new Set(listed)).toEqual(new Set(['pod-start-slo/run-id=dead']));
});

const ownNamespace = '/api/v1/namespaces/pod-start-slo-dead';
const ownPlan = makePlan([scenario({ name: 'web' })], { namespace: null });

it.each([
  ['deletes the namespace that the run created', 'dead', 1],
  ['leaves a namespace of that name that somebody else created', 'another', 0],
])('%s', async (_, runId, deletions) => {
  await using server = await fixture();
  server.on(`GET ${ownNamespace}`, json(200, stored('pod-start-slo-dead', runId)));
  server.on(`DELETE ${ownNamespace}`, success);
  const { left } = await swept(server, ownPlan);
  expect(left).toEqual([]);
  expect(server.count(`DELETE ${ownNamespace}`)).toBe(deletions);
});

it.each([
  ['deletes by its uid a namespace that it may not look at', 'dead', 2],
  ['only tries to delete one that it may not look at and that is somebody else’s', 'another', 1],
])('%s', async (_, runId, deletions) => {
  await using server = await fixture();
  server.on(`GET ${ownNamespace}`, forbidden);
  const { metadata } = stored('pod-start-slo-dead', runId) as { metadata: object };
  const tryAnswer = json(200, { metadata: { ...metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } });
  server.on(`DELETE ${ownNamespace}`, tryAnswer, success);
  await swept(server, ownPlan);
  const [tried, meant, ...more] = server.askedFor(`DELETE ${ownNamespace}`);
  expect([tried?.query.get('dryRun'), more.length]).toEqual(['All', 0]);
  expect(server.count(`DELETE ${ownNamespace}`)).toBe(deletions);
  if (meant !== undefined)
    expect(JSON.parse(meant.body)).toEqual({ preconditions: { uid: 'uid-pod-start-slo-dead' } });
});
