import { afterEach, beforeEach, expect, it } from 'vitest';
import { RunLease } from '../../../src/kube/session/lease.ts';
import { clientOf, impatientClock } from '../kube-harness.ts';
import { failure, json, ScriptedApiServer, type Answer } from '../scripted-api-server.ts';

const leases = '/apis/coordination.k8s.io/v1/namespaces/ci/leases';
const renewal = `PATCH ${leases}/pod-start-slo-run1`;
const { signal } = new AbortController();

let server: ScriptedApiServer;
beforeEach(async () => {
  server = await ScriptedApiServer.start();
  server.on(`POST ${leases}`, json(201, { metadata: { name: 'pod-start-slo-run1' } }));
});
afterEach(() => server.close());

/** Answers renewals in turn, the last answer again and again; `all` resolves when each has been given once. */
function renewals(...answers: readonly Answer[]): Promise<void> {
  const { promise: all, resolve } = Promise.withResolvers<undefined>();
  const last: Answer = (response, asked) => {
    answers.at(-1)?.(response, asked);
    resolve(undefined);
  };
  server.on(renewal, ...answers.slice(0, -1), last);
  return all;
}

function renewTimes(): number[] {
  return server.askedFor(renewal).map(({ body }) => {
    const { spec } = JSON.parse(body) as { spec: { renewTime: string } };
    return Date.parse(spec.renewTime);
  });
}

it('is renewed with the time of the renewal, again after a renewal that failed, until it is closed', async () => {
  const api = await clientOf(server);
  const clock = impatientClock();
  const done = json(200, {});
  const all = renewals(done, failure(403, 'Forbidden', 'not now'), done);
  const lease = new RunLease(api, 'ci', 'run1', clock);
  const openedMs = Date.now();
  await lease.open(['v1/Pod'], signal);
  await all;
  server.on(`DELETE ${leases}/pod-start-slo-run1`, json(200, {}));
  await lease.close(signal);
  const asked = server.asked.map(({ method }) => method);
  await api.close();

  // Several renewals fit into the time after which a run counts as dead.
  expect(clock.sleeps[0]).toBeLessThanOrEqual(20_000);
  const times = renewTimes();
  expect(times.length).toBeGreaterThanOrEqual(3);
  // By the server's clock, whose offset is only known to a second or so.
  for (const renewedMs of times) expect(renewedMs).toBeGreaterThan(openedMs - 2000);
  expect(asked.filter((method) => method === 'DELETE')).toHaveLength(1);
});

it('is not renewed any more once it is abandoned, and stays for clean', async () => {
  const api = await clientOf(server);
  const all = renewals(json(200, {}));
  const lease = new RunLease(api, 'ci', 'run1', impatientClock());
  await lease.open(['v1/Pod'], signal);
  await all;
  lease.abandon();
  const before = server.count(renewal);
  // A request that would follow the renewal under way comes after these.
  for (let turn = 0; turn < 20; turn += 1)
    await api.request({ method: 'GET', path: `${leases}/x`, signal }).catch(() => null);
  await api.close();
  expect(server.count(renewal) - before).toBeLessThanOrEqual(1);
  expect(server.asked.filter(({ method }) => method === 'DELETE')).toEqual([]);
});
