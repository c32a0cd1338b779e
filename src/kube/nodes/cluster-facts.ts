import type { V1Node, V1NodeList } from '@kubernetes/client-node';
import { millicoresOf } from '../../core/load.ts';
import type { ClusterFacts } from '../../core/result.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';

/** What is known of a node where nodes may be listed. */
export interface NodeInfo {
  name: string;
  internalIPs: string[];
  externalIPs: string[];
  ready: boolean;
  /** Whether pods without tolerations may be scheduled to it. */
  schedulable: boolean;
  /** CPU that it has for pods. */
  allocatableMillicores: number;
  /** Names of the images it has, as far as its status lists them (50 by default). */
  images: ReadonlySet<string>;
}

/** The cluster for the record, and its nodes; null nodes where they may not be listed. @throws PodStartSloError cluster */
export async function clusterFacts(
  api: ApiClient,
  provider: string,
  signal: AbortSignal,
): Promise<{ facts: ClusterFacts; nodes: NodeInfo[] | null }> {
  const [version, nodes] = await Promise.all([serverVersion(api, signal), nodesIfAllowed(api, signal)]);
  const facts = {
    provider,
    context: api.context,
    server: api.server,
    version,
    nodes: (nodes ?? []).map(nodeFacts),
  };
  return { facts, nodes: nodes?.map(nodeInfo) ?? null };
}

async function serverVersion(api: ApiClient, signal: AbortSignal): Promise<string> {
  try {
    const { body } = await api.request<{ gitVersion?: string }>({ method: 'GET', path: '/version', signal });
    return body.gitVersion ?? 'unknown';
  } catch (error) {
    throw clusterError(error, 'asking for the version');
  }
}

/** @throws ApiError */
export async function listNodes(api: ApiClient, signal: AbortSignal): Promise<V1Node[]> {
  return (await api.request<V1NodeList>({ method: 'GET', path: '/api/v1/nodes', signal })).body.items;
}

async function nodesIfAllowed(api: ApiClient, signal: AbortSignal): Promise<V1Node[] | null> {
  try {
    return await listNodes(api, signal);
  } catch (error) {
    if (hasStatus(error, 401, 403)) return null;
    throw clusterError(error, 'listing the nodes');
  }
}

function nodeFacts({ metadata, status }: V1Node): ClusterFacts['nodes'][number] {
  const info = status?.nodeInfo;
  return {
    name: metadata?.name ?? '',
    kubeletVersion: info?.kubeletVersion ?? '',
    containerRuntime: info?.containerRuntimeVersion ?? '',
    osImage: info?.osImage ?? '',
    cpu: status?.capacity?.['cpu'] ?? '',
    memory: status?.capacity?.['memory'] ?? '',
  };
}

export function nodeInfo(node: V1Node): NodeInfo {
  const addresses = node.status?.addresses ?? [];
  const ofType = (type: string): string[] =>
    addresses.filter((each) => each.type === type).map((each) => each.address);
  return {
    name: node.metadata?.name ?? '',
    internalIPs: ofType('InternalIP'),
    externalIPs: ofType('ExternalIP'),
    ready: isReady(node),
    schedulable: isSchedulable(node),
    allocatableMillicores: millicoresOf(node.status?.allocatable?.['cpu'] ?? '') ?? 0,
    images: new Set((node.status?.images ?? []).flatMap((image) => image.names ?? [])),
  };
}

function isSchedulable({ spec }: V1Node): boolean {
  const keepsOut = spec?.taints?.some(({ effect }) => effect !== 'PreferNoSchedule') ?? false;
  return spec?.unschedulable !== true && !keepsOut;
}

export function isReady(node: V1Node): boolean {
  return node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}

/** Whether a node is Ready now; null where nobody may look. */
export async function isNodeReady(
  api: ApiClient,
  name: string,
  signal: AbortSignal,
): Promise<boolean | null> {
  try {
    return isReady(
      (await api.request<V1Node>({ method: 'GET', path: `/api/v1/nodes/${name}`, signal })).body,
    );
  } catch {
    return null;
  }
}
