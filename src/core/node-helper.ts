import type { NodeHelperPlan } from './plan.ts';

/** Where the pods are that remove images from nodes; null where there are none. */
export function helperNamespaceOf(helper: NodeHelperPlan, namespace: string): string;
export function helperNamespaceOf(helper: NodeHelperPlan | null, namespace: string): string | null;
export function helperNamespaceOf(helper: NodeHelperPlan | null, namespace: string): string | null {
  return helper === null ? null : (helper.namespace ?? namespace);
}

/** What helps where a namespace does not admit the pods that see the file system of their node. */
export const helperNamespaceHint =
  'name a namespace of the Pod Security level "privileged" for it with --node-helper-namespace (nodeHelper.namespace); the workload stays where it is';

/** That the pods of a scenario may land on so many nodes that images are not removed from all. */
export function tooManyNodes(scenario: string, nodes: number, most: number): string {
  return `${nodes} nodes take the pods of ${scenario}, and images are removed from ${most} at most`;
}

export const fewerNodesHint =
  'keep the pods to a few nodes with a nodeSelector in a manifest, or use imageCache: keep';

export function noNodeTakes(scenario: string): string {
  return `no node is Ready and takes the pods of ${scenario}`;
}
