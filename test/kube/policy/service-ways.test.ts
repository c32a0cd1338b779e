import type { V1Pod, V1Service } from '@kubernetes/client-node';
import { describe, expect, it } from 'vitest';
import type { ApiClient } from '../../../src/kube/api/api.ts';
import { waysTo } from '../../../src/kube/policy/service-ways.ts';
import type { ApiTransport } from '../../../src/kube/probe/attempt/api-transport.ts';

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
  const ways = await waysTo(service, 80, { api, transport, nodes: [], inCluster: false }, signal);
  for (const { connect } of ways) await connect(new URL('http://web'), 1000, signal).catch(() => undefined);
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
