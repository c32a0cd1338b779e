import type { V1Pod, V1PodList, V1Service } from '@kubernetes/client-node';
import type { Via } from '../../core/result.ts';
import type { ApiClient } from '../api/api.ts';
import { connectTcp } from '../probe/attempt/connect-tcp.ts';
import { serviceFacts, type NodeFacts, type ServiceFacts, type ServicePort } from '../probe/paths/facts.ts';
import { hasOwnRoute } from '../probe/paths/routes.ts';
import type { ApiTransport } from '../probe/attempt/api-transport.ts';
import { containerPort } from '../probe/probers/target-port.ts';
import { selectorOf } from '../workload/labels.ts';
import type { Connect } from './http.ts';

/** A way to a Service from here. */
export interface Way {
  via: Via;
  connect: Connect;
  /** Whether a connection that does not come about may mean that nothing leads there from here. */
  mayBeUnreachable: boolean;
}

export interface WayContext {
  api: ApiClient;
  transport: ApiTransport;
  nodes: readonly NodeFacts[];
  inCluster: boolean;
}

/**
 * The ways to a port of a Service, closest to what its clients use first: its own address as PowerfulSeal uses it,
 * where it is routed; else what leads to the same pods from outside.
 */
export async function waysTo(
  object: V1Service,
  port: number,
  context: WayContext,
  signal: AbortSignal,
): Promise<Way[]> {
  const service = serviceFacts(object);
  const known = service.ports.find((each) => each.port === port);
  return [
    ...(await clusterIpWays(service, port, context)),
    ...(known === undefined ? [] : loadBalancerWays(service, known)),
    ...(known === undefined ? [] : nodePortWays(service, known, context.nodes)),
    ...(known === undefined ? [] : await portForwardWays(object, known, context, signal)),
  ];
}

async function clusterIpWays(
  { clusterIPs }: ServiceFacts,
  port: number,
  { inCluster }: WayContext,
): Promise<Way[]> {
  const ips = clusterIPs.filter((ip) => ip !== 'None');
  const routed = await Promise.all(ips.map(async (ip) => inCluster || (await hasOwnRoute(ip))));
  return ips.filter((_, index) => routed[index]).map((ip) => tcpWay('cluster-ip', ip, port, false));
}

function loadBalancerWays({ type, ingress }: ServiceFacts, { port }: ServicePort): Way[] {
  if (type !== 'LoadBalancer') return [];
  const hosts = ingress.flatMap(({ ip, hostname }) => ip ?? hostname ?? []);
  return hosts.map((host) => tcpWay('load-balancer', host, port, true));
}

function nodePortWays(
  { localTrafficOnly = false }: ServiceFacts,
  { nodePort }: ServicePort,
  nodes: readonly NodeFacts[],
): Way[] {
  const ready = nodes.filter((node) => node.ready);
  if (nodePort === null || (localTrafficOnly && ready.length > 1)) return [];
  const hosts = ready.flatMap(({ internalIPs, externalIPs }) => [...internalIPs, ...externalIPs]);
  return hosts.slice(0, 2).map((host) => tcpWay('node-port', host, nodePort, true));
}

function tcpWay(via: Via, host: string, port: number, mayBeUnreachable: boolean): Way {
  return {
    via,
    mayBeUnreachable,
    connect: (_url, timeoutMs, signal) => connectTcp({ host, port, connectTimeoutMs: timeoutMs }, signal),
  };
}

/** To a pod that the Service leads to: one that is Ready, or any with an address where it publishes those too. */
async function portForwardWays(
  { metadata, spec }: V1Service,
  port: ServicePort,
  { api, transport }: WayContext,
  signal: AbortSignal,
): Promise<Way[]> {
  const connectPort = transport.connectPort?.bind(transport);
  if (connectPort === undefined || Object.keys(spec?.selector ?? {}).length === 0) return [];
  const namespace = metadata?.namespace ?? '';
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const query = { labelSelector: selectorOf(spec?.selector ?? {}) };
  const { body } = await api.request<V1PodList>({ method: 'GET', path, query, signal });
  const anyAddress = spec?.publishNotReadyAddresses === true;
  return body.items
    .filter((pod) => isServed(pod, anyAddress))
    .flatMap((pod) => {
      const target = pod.spec === undefined ? null : containerPort(port, pod.spec);
      const name = pod.metadata?.name;
      if (target === null || name === undefined) return [];
      const connect: Connect = (_url, _timeoutMs, until) =>
        connectPort({ namespace, name, port: target }, until);
      return [{ via: 'port-forward' as const, mayBeUnreachable: false, connect }];
    });
}

function isServed({ metadata, status }: V1Pod, anyAddress: boolean): boolean {
  if (metadata?.deletionTimestamp !== undefined) return false;
  if (anyAddress && status?.phase === 'Running' && status.podIP !== undefined) return true;
  return status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') ?? false;
}
