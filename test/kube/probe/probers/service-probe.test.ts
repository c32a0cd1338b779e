import { connect } from 'node:net';
import { expect, it } from 'vitest';
import type { Observation } from '../../../../src/core/observation.ts';
import type { ApiClient } from '../../../../src/kube/api/api.ts';
import { apiTransport } from '../../../../src/kube/probe/attempt/api-client-transport.ts';
import type { ApiTransport } from '../../../../src/kube/probe/attempt/api-transport.ts';
import { PathMemory } from '../../../../src/kube/probe/probers/path-memory.ts';
import { ServiceProbe } from '../../../../src/kube/probe/probers/service-probe.ts';
import { systemClock } from '../../../../src/hosts/shared/system-clock.ts';
import { scenario } from '../../../run/fake-run.ts';
import { clientOf } from '../../kube-harness.ts';
import { httpServer } from '../support/servers.ts';
import { failure, json, ScriptedApiServer, type Answer } from '../../scripted-api-server.ts';

const namespaced = '/api/v1/namespaces/test';
const service = {
  metadata: { name: 'app', namespace: 'test' },
  spec: { type: 'ClusterIP', clusterIP: '10.96.0.9', selector: { app: 'app' }, ports: [{ port: 80 }] },
};

interface Route {
  foreignEndpoints?: () => readonly string[];
  routableSinceMs?: () => number | null;
  transport?: (api: ApiClient) => ApiTransport;
}

/** What is observed of a Service that is asked over a way through the API server, up to the first of a kind. */
async function asked(
  server: ScriptedApiServer,
  via: 'api-proxy' | 'port-forward',
  until: Observation['kind'] | ((seen: Observation) => boolean),
  { routableSinceMs = () => 0, transport = apiTransport, foreignEndpoints = () => [] }: Route = {},
): Promise<Observation[]> {
  const api: ApiClient = await clientOf(server);
  const seen: Observation[] = [];
  const found = Promise.withResolvers<undefined>();
  const plain = scenario();
  const probe = new ServiceProbe({
    ...{ api, transport: transport(api), clock: systemClock(), nodes: [], inCluster: false },
    scenario: { ...plain, probe: { ...plain.probe, via } },
    memory: new PathMemory(),
    foreignEndpoints,
    routableSinceMs,
    pod: () => ({ namespace: 'test', name: 'app', port: 8080 }),
    observe(each) {
      seen.push(each);
      if (typeof until === 'string' ? each.kind === until : until(each)) found.resolve(undefined);
    },
    report: () => undefined,
  });
  probe.begin(service);
  await found.promise;
  await probe.end();
  await api.close();
  return seen;
}

const expired = failure(401, 'Unauthorized', 'Unauthorized');
const forbidden = failure(403, 'Forbidden', 'pods "app" is forbidden');
const notThere = failure(503, 'ServiceUnavailable', 'no endpoints available for service "app"');
const itsOwn: Answer = json(401, { message: 'log in first' });

const overApiServer = [
  ['api-proxy', `GET ${namespaced}/services/app:80/proxy/`],
  ['port-forward', `GET ${namespaced}/pods/app/portforward`],
] as const;

it.each(overApiServer)(
  'over %s, credentials that the API server refuses are no silence of the Service',
  async (via, route) => {
    const server = await ScriptedApiServer.start();
    server.on(route, notThere, expired);
    const seen = await asked(server, via, 'disturbed');
    expect(seen.find(({ kind }) => kind === 'disturbed')).toMatchObject({
      reason: 'Unauthorized',
      message: expect.stringContaining('does not accept the credentials any more') as string,
    });
    await server.close();
  },
);

it.each(overApiServer)(
  'over %s, a right that is taken away is no silence of the Service',
  async (via, route) => {
    const server = await ScriptedApiServer.start();
    server.on(route, notThere, forbidden);
    const seen = await asked(server, via, 'disturbed');
    expect(seen.find(({ kind }) => kind === 'disturbed')).toMatchObject({
      reason: 'Forbidden',
      message: expect.stringContaining('does not allow it any more') as string,
    });
    await server.close();
  },
);

it('an application that itself wants credentials has answered, with another status', async () => {
  const server = await ScriptedApiServer.start();
  server.on(`GET ${namespaced}/services/app:80/proxy/`, itsOwn);
  const seen = await asked(server, 'api-proxy', 'probe');
  expect(seen.at(-1)).toMatchObject({ kind: 'probe', matched: false, status: 401 });
  expect(seen.some(({ kind }) => kind === 'disturbed')).toBe(false);
  await server.close();
});

it('a pod that answers itself does not count before the Service leads to an endpoint', async () => {
  const server = await ScriptedApiServer.start();
  const app = await httpServer((_, response) => response.end('ok'));
  const straight = (api: ApiClient): ApiTransport => ({
    ...apiTransport(api),
    connectPort: () => Promise.resolve(connect(app.port, '127.0.0.1')),
  });
  const route: { sinceMs: number | null } = { sinceMs: null };
  const isAnswered = (seen: Observation): boolean => {
    // Once it has been turned away, an endpoint becomes ready.
    if (seen.kind === 'probe' && !seen.matched) route.sinceMs ??= systemClock().nowMs();
    return seen.kind === 'probe' && seen.matched;
  };
  const options = { routableSinceMs: () => route.sinceMs, transport: straight };
  const seen = await asked(server, 'port-forward', isAnswered, options);
  const probes = seen.filter((each) => each.kind === 'probe');
  expect(probes[0]).toMatchObject({
    matched: false,
    error: 'the pod itself answers HTTP 200, but no endpoint of the Service is ready',
  });
  expect(probes.at(-1)?.startedMs).toBeGreaterThanOrEqual(route.sinceMs ?? Infinity);
  await app.close();
  await server.close();
});

it('an answer that may be of a pod of somebody else does not count', async () => {
  const server = await ScriptedApiServer.start();
  server.on(`GET ${namespaced}/services/app:80/proxy/`, json(200, {}));
  const seen = await asked(server, 'api-proxy', 'probe', { foreignEndpoints: () => ['old-pod'] });
  expect(seen.at(-1)).toMatchObject({
    matched: false,
    error: 'the Service also leads to old-pod, not of this iteration',
  });
  await server.close();
});
