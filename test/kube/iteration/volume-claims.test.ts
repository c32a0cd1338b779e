import { expect, it } from 'vitest';
import type { RunEvent } from '../../../src/core/ports.ts';
import { connect } from '../../../src/kube/connection/connect.ts';
import { VolumeClaims } from '../../../src/kube/iteration/volume-claims.ts';
import { FakeClock } from '../../run/fake-space.ts';
import { failure, json, ScriptedApiServer } from '../scripted-api-server.ts';

const path = '/api/v1/namespaces/test/persistentvolumeclaims/data-db-0';
const deletion = `DELETE ${path}`;
const resource = {
  ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  ...{ plural: 'persistentvolumeclaims', namespaced: true },
};
const object = {
  ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  metadata: { name: 'data-db-0', namespace: 'test' },
};
const run = { 'pod-start-slo/run-id': 'r1' };
const first = { ...run, 'pod-start-slo/iteration': '1' };
const second = { ...run, 'pod-start-slo/iteration': '2' };
const stored = (labels: object) =>
  json(200, {
    ...object,
    metadata: { ...object.metadata, uid: 'uid-1', labels },
    spec: { volumeName: 'pv-1' },
  });
const gone = failure(404, 'NotFound', 'not found');
const { signal } = new AbortController();

interface Fixture extends AsyncDisposable {
  server: ScriptedApiServer;
  claims: VolumeClaims;
  said: RunEvent[];
}

async function fixture({ keep = false } = {}): Promise<Fixture> {
  const server = await ScriptedApiServer.start();
  const api = await connect({ kubeconfig: await server.kubeconfig({ token: 'secret' }), env: {}, signal });
  const said: RunEvent[] = [];
  const report = (event: RunEvent): void => void said.push(event);
  const claims = new VolumeClaims([{ object, resource }], { api, clock: new FakeClock(), report, keep });
  server.on(deletion, json(200, { kind: 'Status', status: 'Success' }));
  return {
    ...{ server, claims, said },
    [Symbol.asyncDispose]: async () => {
      await api.close();
      await server.close();
    },
  };
}

function volume(policy: string, annotations = {}) {
  return json(200, {
    metadata: { name: 'pv-1', annotations },
    spec: { persistentVolumeReclaimPolicy: policy },
  });
}
const byHand = {};
const provisioned = { 'pv.kubernetes.io/provisioned-by': 'csi.example' };

it.each([
  ['was provisioned', volume('Retain', provisioned)],
  ['goes with its claim', volume('Delete', byHand)],
  ['may not be looked at', failure(403, 'Forbidden', 'no')],
])('a claim of the iteration whose volume %s is deleted with it', async (_, answer) => {
  await using made = await fixture();
  made.server.on(`GET ${path}`, stored(first)).on('GET /api/v1/persistentvolumes/pv-1', answer);
  expect(await made.claims.look(first, signal)).toEqual([{ name: 'data-db-0', isNew: true }]);
  expect(await made.claims.remove(first, signal)).toEqual([]);
  const [asked] = made.server.askedFor(deletion);
  expect(JSON.parse(asked?.body ?? '')).toMatchObject({ preconditions: { uid: 'uid-1' } });
});

it('a claim whose volume can be bound once stays until the end of the run, and that is said once', async () => {
  await using made = await fixture();
  made.server
    .on(`GET ${path}`, stored(first))
    .on('GET /api/v1/persistentvolumes/pv-1', volume('Retain', byHand));
  expect(await made.claims.remove(first, signal)).toEqual([]);
  expect(await made.claims.look(second, signal)).toEqual([{ name: 'data-db-0', isNew: false }]);
  expect(await made.claims.remove(second, signal)).toEqual([]);
  expect(made.server.count(deletion)).toBe(0);
  expect(made.said).toMatchObject([{ kind: 'note', level: 'warning' }]);
  expect(await made.claims.close(run, signal)).toEqual([]);
  expect(made.server.count(deletion)).toBe(1);
});

it('claims that are to be kept go at the end of the run', async () => {
  await using made = await fixture({ keep: true });
  made.server.on(`GET ${path}`, stored(first));
  await made.claims.remove(first, signal);
  expect(made.server.count(deletion)).toBe(0);
  await made.claims.close(run, signal);
  expect(made.server.count(deletion)).toBe(1);
});

it('a claim that the run did not make is never deleted', async () => {
  for (const labels of [{}, { ...second, 'pod-start-slo/run-id': 'other' }]) {
    await using made = await fixture();
    made.server.on(`GET ${path}`, stored(labels));
    expect(await made.claims.remove(first, signal)).toEqual([]);
    expect(await made.claims.close(run, signal)).toEqual([]);
    expect(made.server.count(deletion)).toBe(0);
  }
});

it('says what could not be deleted', async () => {
  await using made = await fixture();
  made.server.on(`GET ${path}`, stored(first)).on(deletion, failure(403, 'Forbidden', 'no'));
  expect(await made.claims.remove(first, signal)).toEqual([
    'PersistentVolumeClaim data-db-0 could not be deleted: no',
  ]);
});

it('is done where there is none', async () => {
  await using made = await fixture();
  made.server.on(`GET ${path}`, gone);
  expect(await made.claims.look(first, signal)).toEqual([]);
  expect(await made.claims.remove(first, signal)).toEqual([]);
});
