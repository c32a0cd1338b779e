import { expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../../src/core/ports.ts';
import { systemClock } from '../../../src/hosts/shared/system-clock.ts';
import { goneWithinMs, type Placed } from '../../../src/kube/api/objects.ts';
import { untilDeparted } from '../../../src/kube/observe/departure.ts';
import { RunWatch } from '../../../src/kube/observe/run-watch.ts';
import { ownScope } from '../../../src/kube/observe/watch-scope.ts';
import { FakeClock } from '../../run/fake-space.ts';
import { clientOf } from '../kube-harness.ts';
import { event, item, list, ScriptedApiServer, watch } from '../scripted-api-server.ts';

const pods = '/api/v1/namespaces/x/pods';
const slices = '/apis/discovery.k8s.io/v1/namespaces/x/endpointslices';
const { signal } = new AbortController();

const placed = (kind: string, plural: string): Placed => ({
  object: { apiVersion: 'v1', kind, metadata: { name: 'web' }, spec: { containers: [] } },
  resource: { apiVersion: 'v1', kind, plural, namespaced: true },
});
const pod = placed('Pod', 'pods');
const service = placed('Service', 'services');

/** The real one, but its sleeps take a hundredth of their time: connections take theirs. */
const hurriedClock: Clock = {
  ...systemClock(),
  sleep: (ms, until) => systemClock().sleep(ms / 100, until),
};

/** A watch that knows one pod and one slice, which stay until the server says that they go. */
async function watching<C extends Clock>(
  clock: C,
): Promise<{ watch: RunWatch; server: ScriptedApiServer; clock: C }> {
  const server = await ScriptedApiServer.start();
  server.on(`GET ${pods}`, list(0)).on(`WATCH ${pods}`, watch([event('ADDED', item('web', 1))]));
  server.on(`GET ${slices}`, list(0));
  server.on(`WATCH ${slices}`, watch([event('ADDED', item('web-abc', 1))]));
  const api = await clientOf(server);
  const runWatch = new RunWatch({
    ...{ api, clock, namespace: 'x' },
    ...{ scope: ownScope('run'), report: () => undefined },
  });
  await runWatch.open(signal);
  await expect
    .poll(() => runWatch.seen.left())
    .toMatchObject({ pods: ['pod web'], slices: ['endpoint slice web-abc'] });
  onTestFinished(async () => {
    await runWatch.close();
    await api.close();
    await server.close();
  });
  return { watch: runWatch, server, clock };
}

it('waits for what was deleted, and says what is still there when the time is up', async () => {
  const { watch: open, clock } = await watching(new FakeClock());
  const sinceMs = clock.nowMs();
  expect(await untilDeparted(open, [], 1, signal)).toEqual([
    'pod web is still there 30 s after its deletion',
    'endpoint slice web-abc is still there 30 s after its deletion',
  ]);
  expect(clock.nowMs() - sinceMs).toBe(goneWithinMs + 1000);
});

it('does not wait for what nobody was allowed to delete, and says that it is left', async () => {
  const { watch: open, clock } = await watching(new FakeClock());
  const sinceMs = clock.nowMs();
  expect(await untilDeparted(open, [pod, service], 1, signal)).toEqual([
    'pod web is left',
    'endpoint slice web-abc is left',
  ]);
  expect(clock.nowMs()).toBe(sinceMs);
});

it('hears of what went while the connection was dead without saying so', async () => {
  const { watch: open, server } = await watching(hurriedClock);
  server.on(`WATCH ${pods}`, watch([event('DELETED', item('web', 2))]));
  server.on(`WATCH ${slices}`, watch([event('DELETED', item('web-abc', 2))]));
  expect(await untilDeparted(open, [], 600, signal)).toEqual([]);
});

it('waits for the slice of a Service that was deleted where the pod was not', async () => {
  const { watch: open, server } = await watching(new FakeClock());
  server.send(`WATCH ${slices}`, event('DELETED', item('web-abc', 2)));
  await expect.poll(() => open.seen.left().slices).toEqual([]);
  expect(await untilDeparted(open, [pod], 1, signal)).toEqual(['pod web is left']);
});
