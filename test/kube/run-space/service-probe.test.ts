import { expect, it } from 'vitest';
import type { Observation } from '../../../src/core/observation.ts';
import type { ApiClient } from '../../../src/kube/api.ts';
import { apiTransport } from '../../../src/kube/probe/api-client-transport.ts';
import { PathMemory } from '../../../src/kube/run-space/path-memory.ts';
import { ServiceProbe } from '../../../src/kube/run-space/service-probe.ts';
import { systemClock } from '../../../src/hosts/shared/system-clock.ts';
import { scenario } from '../../run/fake-run.ts';
import { clientOf } from '../kube-harness.ts';
import { failure, json, ScriptedApiServer, type Answer } from '../scripted-api-server.ts';

const namespaced = '/api/v1/namespaces/test';
const service = {
  metadata: { name: 'app', namespace: 'test' },
  spec: { type: 'ClusterIP', clusterIP: '10.96.0.9', selector: { app: 'app' }, ports: [{ port: 80 }] },
};

/** What is observed of a Service that is asked over a way through the API server, up to the first of a kind. */
async function asked(
  server: ScriptedApiServer,
  via: 'api-proxy' | 'port-forward',
  until: Observation['kind'],
): Promise<Observation[]> {
  const api: ApiClient = await clientOf(server);
  const seen: Observation[] = [];
  const found = Promise.withResolvers<undefined>();
  const plain = scenario();
  const probe = new ServiceProbe({
    ...{ api, transport: apiTransport(api), clock: systemClock(), nodes: [], inCluster: false },
    scenario: { ...plain, probe: { ...plain.probe, via } },
    memory: new PathMemory(),
    foreignEndpoints: () => [],
    routableSinceMs: () => 0,
    pod: () => ({ namespace: 'test', name: 'app', port: 8080 }),
    observe(each) {
      seen.push(each);
      if (each.kind === until) found.resolve(undefined);
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
