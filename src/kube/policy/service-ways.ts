import type { V1Pod, V1PodList, V1Service } from '@kubernetes/client-node';
import type { Clock } from '../../core/ports.ts';
import type { Via } from '../../core/result.ts';
import type { ApiClient } from '../api/api.ts';
import type { ApiTransport, PodPort } from '../probe/attempt/api-transport.ts';
import type { Connect } from '../probe/attempt/exchange.ts';
import { serviceFacts, type NodeFacts, type ServicePort } from '../probe/paths/facts.ts';
import type { PathFacts } from '../probe/paths/path-facts.ts';
import { pathCandidates } from '../probe/paths/paths.ts';
import { portForwardPath } from '../probe/paths/port-forward.ts';
import { ownRoutes } from '../probe/paths/routes.ts';
import type { ProbeRequest } from '../probe/paths/target.ts';
import { containerPort } from '../probe/probers/target-port.ts';
import { selectorOf } from '../workload/labels.ts';

/** A way to a Service from here. */
export interface Way {
  via: Via;
  connect: Connect;
}

export interface WayContext {
  api: ApiClient;
  transport: ApiTransport;
  nodes: readonly NodeFacts[];
  inCluster: boolean;
  clock: Pick<Clock, 'nowMs'>;
}

/**
 * The paths to a port of a Service that a connection can be opened over, closest to what its clients use first: its own
 * address as PowerfulSeal uses it, where it is routed; else what leads to the same pods from outside.
 */
export async function waysTo(
  object: V1Service,
  number: number,
  request: ProbeRequest,
  context: WayContext,
  signal: AbortSignal,
): Promise<Way[]> {
  const { nodes, inCluster, clock } = context;
  const service = serviceFacts(object);
  const declared = service.ports.find((each) => each.port === number);
  const facts: PathFacts = { service, port: declared ?? undeclared(number), nodes, pod: null, request };
  const tools = { api: context.transport, clock };
  // A port that the Service does not have is still tried at its own address: it is refused there.
  const candidates = pathCandidates(facts, tools).filter(
    ({ via }) => declared !== undefined || via === 'cluster-ip',
  );
  const pods = declared === undefined ? [] : await servedPods(object, declared, context, signal);
  const forwards = pods.map((pod) => portForwardPath({ ...facts, pod: () => pod }, tools));
  const isRouted = await ownRoutes();
  return [...candidates, ...forwards]
    .flatMap(({ targets }) => targets)
    .filter(({ via, host }) => via !== 'cluster-ip' || inCluster || isRouted(host ?? ''))
    .flatMap(({ via, connect }) => (connect === undefined ? [] : [{ via, connect }]));
}

function undeclared(port: number): ServicePort {
  return { name: null, port, nodePort: null, targetPort: port, appProtocol: null };
}

/** The pods that the Service leads to: those that are Ready, or any with an address where it publishes those too. */
async function servedPods(
  { metadata, spec }: V1Service,
  port: ServicePort,
  { api, transport }: WayContext,
  signal: AbortSignal,
): Promise<PodPort[]> {
  if (transport.connectPort === undefined || Object.keys(spec?.selector ?? {}).length === 0) return [];
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
      return target === null || name === undefined ? [] : [{ namespace, name, port: target }];
    });
}

function isServed({ metadata, status }: V1Pod, anyAddress: boolean): boolean {
  if (metadata?.deletionTimestamp !== undefined) return false;
  if (anyAddress && status?.phase === 'Running' && status.podIP !== undefined) return true;
  return status?.conditions?.some((each) => each.type === 'Ready' && each.status === 'True') ?? false;
}
