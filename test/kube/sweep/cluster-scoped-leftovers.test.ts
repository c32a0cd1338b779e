import { expect, it } from 'vitest';
import { sweep } from '../../../src/kube/sweep/sweep.ts';
import { clientOf, skippingClock } from '../kube-harness.ts';
import { failure, json, ScriptedApiServer } from '../scripted-api-server.ts';

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const namespace = '/api/v1/namespaces/pod-start-slo-dead';
const labels = { 'pod-start-slo/run-id': 'dead', 'app.kubernetes.io/managed-by': 'pod-start-slo' };
const success = json(200, { kind: 'Status', status: 'Success' });
const kind = 'CustomResourceDefinition';

/** A dead run with a namespace of its own that may also have created definitions; what `clean` says and did, in order. */
async function swept(deletion: typeof success) {
  const server = await ScriptedApiServer.start();
  const lease = {
    metadata: {
      ...{ name: 'pod-start-slo-dead', namespace: 'pod-start-slo-dead', uid: 'uid-lease', labels },
      annotations: { 'pod-start-slo/kinds': `v1/Pod,apiextensions.k8s.io/v1/${kind}` },
    },
    spec: { holderIdentity: 'dead', leaseDurationSeconds: 40, renewTime: '2020-01-01T00:00:00.000000Z' },
  };
  const stored = { metadata: { name: 'pod-start-slo-dead', uid: 'uid-namespace', labels } };
  const definition = { metadata: { name: 'gizmos.example.com', uid: 'uid-definition', labels } };
  server
    .on('GET /apis/coordination.k8s.io/v1/leases', json(200, { items: [lease] }))
    .on('GET /api/v1/namespaces', json(200, { items: [stored] }))
    .on(`GET ${namespace}`, json(200, stored))
    .on(`DELETE ${namespace}`, success)
    .on(
      'GET /apis/apiextensions.k8s.io/v1',
      json(200, { resources: [{ name: 'customresourcedefinitions', kind, namespaced: false }] }),
    )
    .on(`GET ${definitions}`, json(200, { items: [definition] }))
    .on(`DELETE ${definitions}/gizmos.example.com`, deletion);
  const api = await clientOf(server);
  const { signal } = new AbortController();
  const request = { namespace: null, runId: null, all: true };
  const { deleted, left } = await sweep(api, request, { clock: skippingClock(), signal });
  await api.close();
  await server.close();
  return { deleted, left, namespaceDeleted: server.count(`DELETE ${namespace}`) };
}

it('what a dead run created of no namespace goes before the namespace that names it', async () => {
  expect(await swept(success)).toEqual({
    deleted: [`${kind}: gizmos.example.com`, 'namespace pod-start-slo-dead'],
    left: [],
    namespaceDeleted: 1,
  });
});

it('where it may not be deleted the namespace stays, so that the next clean finds it', async () => {
  const { deleted, left, namespaceDeleted } = await swept(failure(403, 'Forbidden', 'not yours'));
  expect(deleted).toEqual([]);
  expect(left).toEqual([expect.stringContaining('gizmos.example.com')]);
  expect(namespaceDeleted).toBe(0);
});
