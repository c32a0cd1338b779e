import { expect, it } from 'vitest';
import { connect } from '../../../src/kube/connection/connect.ts';
import { dryRunError } from '../../../src/kube/session/dry-run.ts';
import { FakeClock } from '../../run/fake-space.ts';
import { failure, json, ScriptedApiServer, type Answer } from '../scripted-api-server.ts';

const collection = '/api/v1/namespaces/test/services';
const object = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace: 'test' } };
const resource = { apiVersion: 'v1', kind: 'Service', plural: 'services', namespaced: true };
const { signal } = new AbortController();

interface Said {
  answers: readonly Answer[];
  found?: Answer;
  isStandIn?: boolean;
}

/** What a dry run comes to, and how long it took on the clock. */
async function dryRun({ answers, found = notFound, isStandIn = false }: Said) {
  const server = await ScriptedApiServer.start();
  const kubeconfig = await server.kubeconfig({ token: 'secret' });
  const api = await connect({ kubeconfig, env: {}, signal });
  const clock = new FakeClock();
  const sinceMs = clock.nowMs();
  server.on(`POST ${collection}`, ...answers).on(`GET ${collection}/web`, found);
  try {
    const error = await dryRunError(api, { object, resource }, { isStandIn, clock, signal });
    return {
      status: error === null ? 201 : (error as { status: number }).status,
      tookMs: clock.nowMs() - sinceMs,
    };
  } finally {
    await api.close();
    await server.close();
  }
}

const notFound = failure(404, 'NotFound', 'services "web" not found');
const taken = failure(409, 'AlreadyExists', 'services "web" already exists');
const allocated = failure(
  422,
  'Invalid',
  'Service "web" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
);
const there = (more: object): Answer => json(200, { ...object, metadata: { ...object.metadata, ...more } });
const going = there({ deletionTimestamp: '2026-12-01T00:00:00Z' });

it('waits for a port that is given back', async () => {
  expect(await dryRun({ answers: [allocated, allocated, json(201, object)] })).toMatchObject({ status: 201 });
});

it('says that a port is taken once it was not given back for a while', async () => {
  const { status, tookMs } = await dryRun({ answers: [allocated] });
  expect(status).toBe(422);
  expect(tookMs).toBeGreaterThanOrEqual(15_000);
});

it('waits for a name on its way out, and for no other', async () => {
  const answers = [taken, taken, json(201, object)];
  expect(await dryRun({ answers, found: going })).toMatchObject({ status: 201 });
  expect(await dryRun({ answers, found: there({}) })).toEqual({ status: 409, tookMs: 0 });
});

it('does not care for names where the namespace stands for another', async () => {
  expect(await dryRun({ answers: [taken], found: going, isStandIn: true })).toEqual({
    status: 409,
    tookMs: 0,
  });
});
