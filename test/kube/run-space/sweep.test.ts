import { expect, it } from 'vitest';
import { sweep } from '../../../src/kube/run-space/sweep.ts';
import { clientOf, impatientClock } from '../kube-harness.ts';
import { failure, json, ScriptedApiServer } from '../scripted-api-server.ts';

const leases = '/apis/coordination.k8s.io/v1/namespaces/ci/leases';
const pods = '/api/v1/namespaces/ci/pods';
const labels = { 'pod-start-slo/run-id': 'dead' };
const list = (...items: object[]) => json(200, { kind: 'List', items });
const success = json(200, { kind: 'Status', status: 'Success' });

/** A dead run in a namespace of somebody else's, whose lease says that it has made these kinds. */
async function deadRun(kinds: string): Promise<ScriptedApiServer> {
  const metadata = { name: 'pod-start-slo-dead', namespace: 'ci', labels };
  const annotations = { 'pod-start-slo/kinds': kinds };
  const server = await ScriptedApiServer.start();
  return server
    .on(`GET ${leases}`, list({ metadata: { ...metadata, annotations }, spec: {} }))
    .on(`DELETE ${leases}/pod-start-slo-dead`, success)
    .on('GET /api/v1/namespaces/ci', json(200, { metadata: { name: 'ci' } }))
    .on('GET /api/v1', json(200, { resources: [{ name: 'pods', kind: 'Pod', namespaced: true }] }))
    .on(`GET ${pods}`, list({ metadata: { name: 'web', namespace: 'ci', labels } }))
    .on(`DELETE ${pods}/web`, success);
}

async function swept(server: ScriptedApiServer) {
  const api = await clientOf(server);
  const { signal } = new AbortController();
  const request = { namespace: 'ci', runId: 'dead', all: false };
  const done = await sweep(api, request, impatientClock(), signal);
  await api.close();
  await server.close();
  return done;
}

it('deletes what a dead run has made, and its lease last', async () => {
  const server = await deadRun('v1/Pod');
  const { deleted, left } = await swept(server);
  expect(deleted).toEqual(['Pod in ci: web', 'lease pod-start-slo-dead in ci']);
  expect(left).toEqual([]);
});

it.each(['gibberish', '//', 'v1/Nothing', 'example.com/v1/Gone', 'v1/%2e%2e'])(
  'goes on where a kind on the lease is garbled (%s), says so and keeps the lease',
  async (garbled) => {
    const server = await deadRun(`${garbled},v1/Pod`);
    server.on('GET /apis/example.com/v1', failure(404, 'NotFound', 'not found'));
    const { deleted, left } = await swept(server);
    expect(deleted).toEqual(['Pod in ci: web']);
    expect(left).toEqual([expect.stringContaining(`what run dead made of the kind "${garbled}" in ci (`)]);
    expect(server.count(`DELETE ${leases}/pod-start-slo-dead`)).toBe(0);
  },
);
