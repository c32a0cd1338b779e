import type { V1Pod, V1Service } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../src/kube/api/api.ts';
import { waysTo } from '../../../src/kube/policy/service-ways.ts';
import type { ApiTransport } from '../../../src/kube/probe/attempt/api-transport.ts';
import { FakeClock } from '../probe/support/clocks.ts';

const { signal } = new AbortController();

function pod(name: string, isReady: boolean, more: Partial<V1Pod['metadata']> = {}): V1Pod {
  return {
    metadata: { name, ...more },
    spec: { containers: [{ name: 'web', ports: [{ name: 'http', containerPort: 8080 }] }] },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
    },
  };
}

/** The pods that port-forward leads to, by name. */
async function forwardedTo(pods: readonly V1Pod[], spec: Partial<V1Service['spec']>): Promise<string[]> {
  const asked: string[] = [];
  const api = { request: () => Promise.resolve({ body: { items: pods } }) } as unknown as ApiClient;
  const connectPort: ApiTransport['connectPort'] = ({ name }) => {
    asked.push(name);
    return Promise.reject(new Error('not connected'));
  };
  const transport: ApiTransport = { rawGet: () => Promise.reject(new Error('not asked')), connectPort };
  const ports = [{ port: 80, targetPort: 'http' }];
  const service = {
    metadata: { name: 'web', namespace: 'test' },
    spec: { clusterIP: 'None', selector: { app: 'web' }, ports, ...spec },
  } as V1Service;
  const request = { scheme: 'http', path: '/', expectedStatus: 200, hostHeader: null } as const;
  const context = { api, transport, nodes: [], inCluster: false, clock: new FakeClock() };
  const ways = await waysTo(service, 80, request, context, signal);
  for (const { connect } of ways) await connect(1000, signal).catch(() => undefined);
  return asked;
}

describe('a port-forward of a policy', () => {
  const pods = [
    pod('ready', true),
    pod('starting', false),
    pod('leaving', true, { deletionTimestamp: new Date() }),
  ];

  it('leads to pods that are Ready', async () => {
    expect(await forwardedTo(pods, {})).toEqual(['ready']);
  });

  it('leads to those as well that are not, where the Service publishes them', async () => {
    expect(await forwardedTo(pods, { publishNotReadyAddresses: true })).toEqual(['ready', 'starting']);
  });
});

describe('the ways to a Service', () => {
  const facts = { scheme: 'http', path: '/', expectedStatus: 200, hostHeader: null } as const;
  const context = {
    api: {} as ApiClient,
    transport: { rawGet: () => Promise.reject(new Error('not asked')) },
    nodes: [{ name: 'a', internalIPs: ['192.0.2.1'], externalIPs: ['198.51.100.1'], ready: true }],
    inCluster: true,
    clock: new FakeClock(),
  };
  const service = {
    metadata: { name: 'web', namespace: 'test' },
    spec: { type: 'NodePort', clusterIP: '10.96.0.7', ports: [{ port: 80, nodePort: 30080 }] },
  } as V1Service;

  it('are those of every probe, its own address first where that is routed', async () => {
    const vias = async (inCluster: boolean): Promise<string[]> =>
      (await waysTo(service, 80, facts, { ...context, inCluster }, signal)).map(({ via }) => via);
    expect(await vias(true)).toEqual(['cluster-ip', 'node-port', 'node-port']);
    expect(await vias(false)).toEqual(['node-port', 'node-port']);
  });

  it('lead to a port that the Service does not have at its own address only', async () => {
    const ways = await waysTo(service, 81, facts, context, signal);
    expect(ways.map(({ via }) => via)).toEqual(['cluster-ip']);
  });
});
