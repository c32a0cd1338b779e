import type { PodPort } from '../../../../src/kube/probe/attempt/api-transport.ts';
import type { NodeFacts, ServiceFacts } from '../../../../src/kube/probe/paths/facts.ts';
import type { PathFacts } from '../../../../src/kube/probe/paths/path-facts.ts';
import type { ProbeTarget } from '../../../../src/kube/probe/paths/target.ts';
import { result } from './attempts.ts';

export function service(over: Partial<ServiceFacts> = {}): ServiceFacts {
  return {
    name: 'shop',
    namespace: 'demo',
    type: 'ClusterIP',
    clusterIPs: ['10.96.0.7'],
    ports: [{ name: 'http', port: 8080, nodePort: null, targetPort: 80, appProtocol: null }],
    ingress: [],
    ...over,
  };
}

export function node(name: string, over: Partial<NodeFacts> = {}): NodeFacts {
  return { name, internalIPs: [], externalIPs: [], ready: true, ...over };
}

export const pod: PodPort = { namespace: 'demo', name: 'shop-1', port: 80 };

export function pathFacts(over: Partial<PathFacts> = {}): PathFacts {
  const own = over.service ?? service();
  const [port] = own.ports;
  if (port === undefined) throw new Error('no port');
  return {
    service: own,
    port,
    nodes: [node('a', { internalIPs: ['192.0.2.1'] })],
    pod: () => pod,
    request: { scheme: 'http', path: '/healthz', expectedStatus: 200, hostHeader: null },
    ...over,
  };
}

export function target(over: Partial<ProbeTarget> = {}): ProbeTarget {
  return {
    via: 'node-port',
    address: 'http://192.0.2.1:30080/',
    host: '192.0.2.1',
    minIntervalMs: 0,
    maxInFlight: 64,
    throughService: true,
    attempt: () => Promise.resolve(result()),
    ...over,
  };
}
