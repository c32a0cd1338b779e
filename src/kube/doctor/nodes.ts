import type { V1Node, V1NodeList } from '@kubernetes/client-node';
import type { ImageRemoval, NodeLook } from '../../core/doctor/nodes.ts';
import { startedScenarios, type Plan } from '../../core/plan.ts';
import type { ApiClient } from '../api.ts';
import { nodeInfo, type NodeInfo } from '../run-space/cluster-facts.ts';
import { landingNodes } from '../run-space/landing-nodes.ts';
import { mostNodes } from '../run-space/load-nodes.ts';
import { rendered } from '../run-space/scenario-space.ts';

export interface NodesSeen {
  looks: NodeLook[];
  infos: NodeInfo[];
  nodes: V1Node[];
}

/** @throws ApiError */
export async function seeNodes(api: ApiClient, signal: AbortSignal): Promise<NodesSeen> {
  const { body } = await api.request<V1NodeList>({ method: 'GET', path: '/api/v1/nodes', signal });
  return { looks: body.items.map(lookOf), infos: body.items.map(nodeInfo), nodes: body.items };
}

/** From how many of the nodes pods would remove the images of each scenario. */
export function removalsOf(nodes: readonly V1Node[], plan: Plan, inCluster: boolean): ImageRemoval[] {
  const owner = { runId: 'none', iteration: null };
  return startedScenarios(plan)
    .filter(({ imageCache }) => imageCache === 'remove')
    .map((scenario) => ({
      scenario: scenario.name,
      nodes: landingNodes(nodes, rendered(scenario, 'default', owner, inCluster)).length,
      most: mostNodes,
    }));
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
