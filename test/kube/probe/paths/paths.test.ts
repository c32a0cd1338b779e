import { describe, expect, it } from 'vitest';
import type { ApiTransport } from '../../../../src/kube/probe/attempt/api-transport.ts';
import type { ServiceFacts } from '../../../../src/kube/probe/paths/facts.ts';
import { pathCandidates } from '../../../../src/kube/probe/paths/paths.ts';
import type { PathFacts } from '../../../../src/kube/probe/paths/path-facts.ts';
import type { Candidate } from '../../../../src/kube/probe/paths/target.ts';
import type { Via } from '../../../../src/core/result.ts';
import { realClock } from '../support/clocks.ts';
import { node, pathFacts, service } from '../support/facts.ts';
import { httpServer } from '../support/servers.ts';

const api: ApiTransport = {
  rawGet: () => Promise.reject(new Error('not asked here')),
  connectPort: () => Promise.reject(new Error('refused by the pod')),
};

function path(via: Via, over: Partial<PathFacts> = {}, transport: ApiTransport = api): Candidate {
  const found = pathCandidates(pathFacts(over), { api: transport, clock: realClock }).find(
    (each) => each.via === via,
  );
  if (found === undefined) throw new Error(`no ${via}`);
  return found;
}

function addresses({ targets }: Candidate): string[] {
  return targets.map(({ address }) => address);
}

const nodePortService = service({
  type: 'NodePort',
  ports: [{ name: null, port: 80, nodePort: 30080, targetPort: 80, appProtocol: null }],
});

function balanced(ingress: ServiceFacts['ingress']): Partial<PathFacts> {
  return { service: service({ type: 'LoadBalancer', ingress }) };
}

describe('pathCandidates', () => {
  it('begins with what the Service’s own clients use', () => {
    const vias = pathCandidates(pathFacts(), { api, clock: realClock }).map(({ via }) => via);
    expect(vias).toEqual(['cluster-ip', 'load-balancer', 'node-port', 'port-forward', 'api-proxy']);
  });
});

describe('cluster-ip', () => {
  it('asks every cluster IP at the Service’s port', () => {
    const both = path('cluster-ip', { service: service({ clusterIPs: ['10.96.0.7', 'fd00::7'] }) });
    expect(addresses(both)).toEqual(['http://10.96.0.7:8080/healthz', 'http://[fd00::7]:8080/healthz']);
  });

  it('is not possible without one', () => {
    const headless = path('cluster-ip', { service: service({ clusterIPs: ['None'] }) });
    expect(headless.impossible).toBe('the Service has no cluster IP');
    const external = path('cluster-ip', { service: service({ type: 'ExternalName', clusterIPs: [] }) });
    expect(external.impossible).toBe('the Service is an ExternalName');
  });
});

describe('load-balancer', () => {
  it('asks the IP, or else the hostname, at the Service’s port', () => {
    const facts = balanced([{ ip: '192.0.2.9', hostname: 'a.example' }, { hostname: 'b.example' }]);
    expect(addresses(path('load-balancer', facts))).toEqual([
      'http://192.0.2.9:8080/healthz',
      'http://b.example:8080/healthz',
    ]);
  });

  it.each([
    [{ service: service() }, 'the Service is of type ClusterIP'],
    [balanced([]), 'the load balancer has no address so far'],
    [balanced([{}]), 'the load balancer has no address so far'],
    [
      balanced([{ ip: '192.0.2.9', ports: [{ port: 8080, error: 'PortTaken' }] }]),
      'the load balancer could not open port 8080 (PortTaken)',
    ],
  ])('says why there is none', (facts, reason) => {
    expect(path('load-balancer', facts).impossible).toBe(reason);
  });
});

describe('node-port', () => {
  it('asks the internal addresses of ready nodes before the external ones', () => {
    const nodes = [
      node('down', { internalIPs: ['192.0.2.1'], ready: false }),
      node('a', { internalIPs: ['192.0.2.2'], externalIPs: ['198.51.100.2'] }),
      node('b', { internalIPs: ['192.0.2.3', 'fd00::3'] }),
    ];
    expect(path('node-port', { service: nodePortService, nodes }).targets.map(({ host }) => host)).toEqual([
      '192.0.2.2',
      '192.0.2.3',
      'fd00::3',
      '198.51.100.2',
    ]);
  });

  it('asks a few nodes of a large cluster', () => {
    const nodes = Array.from({ length: 90 }, (_, i) => node(`n${i}`, { internalIPs: [`192.0.2.${i}`] }));
    expect(path('node-port', { service: nodePortService, nodes }).targets).toHaveLength(3);
  });

  const two = [node('a', { internalIPs: ['192.0.2.2'] }), node('b')];
  it.each<[Partial<PathFacts>, string]>([
    [{}, 'the Service is of type ClusterIP'],
    [{ service: service({ type: 'LoadBalancer' }) }, 'port 8080 of the Service has no node port'],
    [{ service: nodePortService, nodes: [] }, 'no node is known (listing nodes may not be allowed)'],
    [{ service: nodePortService, nodes: [node('a')] }, 'no ready node has an address'],
    [
      { service: { ...nodePortService, localTrafficOnly: true }, nodes: two },
      'the Service has externalTrafficPolicy Local and there are several nodes',
    ],
  ])('says why there is none', (facts, reason) => {
    expect(path('node-port', facts).impossible).toBe(reason);
  });

  it('is possible on a single node whatever the traffic policy', () => {
    const local = { ...nodePortService, localTrafficOnly: true };
    expect(path('node-port', { service: local }).targets).toHaveLength(1);
  });
});

describe('port-forward', () => {
  it('is bounded to five attempts a second, and does not claim to go through the Service', () => {
    const [target] = path('port-forward').targets;
    expect(target).toMatchObject({ minIntervalMs: 200, maxInFlight: 4, throughService: false, host: null });
  });

  it('fails an attempt while there is no pod, and takes the pod that is there at each attempt', async () => {
    const asked: string[] = [];
    let name: string | null = null;
    const [target] = path(
      'port-forward',
      { pod: () => (name === null ? null : { namespace: 'demo', name, port: 80 }) },
      {
        ...api,
        connectPort: (pod) => {
          asked.push(pod.name);
          return Promise.reject(new Error('port-forward: connection refused'));
        },
      },
    ).targets;
    const { signal } = new AbortController();
    expect(await target?.attempt(null, signal)).toMatchObject({ matched: false, error: 'no pod yet' });
    name = 'shop-2';
    expect(await target?.attempt(null, signal)).toMatchObject({ error: 'port-forward: connection refused' });
    expect(asked).toEqual(['shop-2']);
  });

  it('says why there is none', () => {
    expect(path('port-forward', { pod: null }).impossible).toBe('the Service selects no pods');
    const rawOnly: ApiTransport = { rawGet: () => Promise.reject(new Error('not asked here')) };
    expect(path('port-forward', {}, rawOnly).impossible).toBe('no port-forward is to be had here');
  });
});

describe('api-proxy', () => {
  it('asks through the API server, ten times a second at most', () => {
    const [target] = path('api-proxy').targets;
    expect(target).toMatchObject({
      address: '/api/v1/namespaces/demo/services/shop:8080/proxy/healthz',
      minIntervalMs: 100,
      throughService: true,
    });
  });

  it('is not possible for an ExternalName', () => {
    const external = service({ type: 'ExternalName' });
    expect(path('api-proxy', { service: external }).impossible).toBe('the Service is an ExternalName');
  });
});

describe('a direct target', () => {
  it('asks its address', async () => {
    const hosts: (string | undefined)[] = [];
    const server = await httpServer((request, response) => {
      hosts.push(`${request.headers.host ?? ''}${request.url ?? ''}`);
      response.end();
    });
    try {
      const [target] = path('node-port', {
        service: service({
          ports: [{ name: null, port: 80, nodePort: server.port, targetPort: 80, appProtocol: null }],
        }),
        nodes: [node('a', { internalIPs: ['127.0.0.1'] })],
      }).targets;
      const { signal } = new AbortController();
      expect(await target?.attempt(1000, signal)).toMatchObject({ matched: true, status: 200 });
      expect(hosts).toEqual([`127.0.0.1:${server.port}/healthz`]);
    } finally {
      await server.close();
    }
  });
});
