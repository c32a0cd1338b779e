import type { V1Node } from '@kubernetes/client-node';
import type { ImageRemoval, NodeLook } from '../../core/doctor/checks/nodes.ts';
import { removingScenarios, type Plan } from '../../core/plan.ts';
import type { ApiClient } from '../api/api.ts';
import { listNodes, nodeInfo, type NodeInfo } from '../nodes/cluster-facts.ts';
import { landingNodes } from '../nodes/landing-nodes.ts';
import { mostNodes } from '../nodes/load-nodes.ts';
import { rendered } from '../session/scenario-space.ts';

export interface NodesSeen {
  looks: NodeLook[];
  infos: NodeInfo[];
  nodes: V1Node[];
}

/** @throws ApiError */
export async function seeNodes(api: ApiClient, signal: AbortSignal): Promise<NodesSeen> {
  const nodes = await listNodes(api, signal);
  return { looks: nodes.map(lookOf), infos: nodes.map(nodeInfo), nodes };
}

/** From how many of the nodes pods would remove the images of each scenario. */
export function removalsOf(nodes: readonly V1Node[], plan: Plan, inCluster: boolean): ImageRemoval[] {
  const owner = { runId: 'none', iteration: null };
  return removingScenarios(plan).map((scenario) => ({
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
