import type { V1Node, V1NodeList } from '@kubernetes/client-node';
import type { NodeLook } from '../../core/doctor/nodes.ts';
import type { ApiClient } from '../api.ts';
import { nodeInfo, type NodeInfo } from '../run-space/cluster-facts.ts';

export interface NodesSeen {
  looks: NodeLook[];
  infos: NodeInfo[];
}

/** @throws ApiError */
export async function seeNodes(api: ApiClient, signal: AbortSignal): Promise<NodesSeen> {
  const { body } = await api.request<V1NodeList>({ method: 'GET', path: '/api/v1/nodes', signal });
  return { looks: body.items.map(lookOf), infos: body.items.map(nodeInfo) };
}

function lookOf(node: V1Node): NodeLook {
  const { name, ready, schedulable } = nodeInfo(node);
  const {
    architecture = '',
    containerRuntimeVersion = '',
    kubeletVersion = '',
  } = node.status?.nodeInfo ?? {};
  return { name, ready, schedulable, architecture, runtime: containerRuntimeVersion, kubeletVersion };
}
