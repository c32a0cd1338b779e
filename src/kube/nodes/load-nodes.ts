import { PodStartSloError, usageError, type Problem } from '../../core/errors.ts';
import { loadMillicores } from '../../core/load.ts';
import { startedScenarios, type Load, type Plan, type Scenario } from '../../core/plan.ts';
import type { NodeInfo } from './cluster-facts.ts';

/** Each has a pod of the load before every start; on a large cluster that would be a load on its control plane too. */
export const mostNodes = 10;

export interface LoadedNode {
  name: string;
  millicores: number;
}

/** The nodes to which pods may be scheduled, and what the load takes of each. */
export function loadedNodes(nodes: readonly NodeInfo[] | null, { cpu }: Load): LoadedNode[] {
  return (nodes ?? [])
    .filter(({ ready, schedulable }) => ready && schedulable)
    .map(({ name, allocatableMillicores }) => ({
      name,
      millicores: loadMillicores(cpu, allocatableMillicores),
    }));
}

/**
 * Whether the nodes can be put under the loads of a plan.
 * @throws PodStartSloError cluster where they are not known; usage
 */
export function requireLoadNodes(plan: Plan, nodes: readonly NodeInfo[] | null): void {
  const busy = startedScenarios(plan).filter(({ condition }) => condition?.kind === 'busy-node');
  if (busy.length === 0) return;
  if (nodes === null)
    throw new PodStartSloError(
      'cluster',
      'no permission to list nodes: which ones to keep busy is not known',
      {
        status: 403,
        hint: 'leave out the condition busy-node, or ask for the rights in docs/permissions.md',
      },
    );
  const problems = busy.flatMap((scenario) => problemsOf(scenario, nodes));
  if (problems.length > 0) throw usageError(problems);
}

function problemsOf({ condition, name }: Scenario, nodes: readonly NodeInfo[]): Problem[] {
  const load = condition?.load ?? null;
  if (load === null) return [];
  const loaded = loadedNodes(nodes, load);
  const field = `load of scenario ${name}`;
  if (loaded.length === 0) return [{ field, message: 'no node is Ready and takes pods' }];
  if (loaded.length > mostNodes) {
    const message = `${loaded.length} nodes take pods, and at most ${mostNodes} are kept busy`;
    return [{ field, message, fix: 'use a smaller cluster, or leave out busy-node' }];
  }
  return loaded.flatMap((node) => {
    const has = nodes.find((each) => each.name === node.name)?.allocatableMillicores ?? 0;
    if (node.millicores > 0 && node.millicores <= has) return [];
    const message = `is not what node ${node.name} can give: it has ${has}m of CPU for pods`;
    return [{ field: `${field}: cpu`, value: load.cpu, message, fix: 'give a share such as 80%' }];
  });
}
