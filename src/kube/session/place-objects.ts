import type { KubernetesObject } from '../../core/plan.ts';
import { clusterScopedProblem } from '../api/discovery.ts';
import type { Placed } from '../api/objects.ts';
import type { RunContext } from './run-context.ts';

/** Where each object lives. @throws PodStartSloError usage for unknown and (unless allowed) cluster-scoped kinds */
export async function placeObjects(
  { discovery, allowClusterScoped }: RunContext,
  objects: readonly KubernetesObject[],
  signal: AbortSignal,
): Promise<Placed[]> {
  const placed: Placed[] = [];
  for (const object of objects) {
    const resource = await discovery.resourceOf(object, signal);
    if (!resource.namespaced && !allowClusterScoped)
      throw clusterScopedProblem(resource, `${object.kind}/${object.metadata.name}`);
    placed.push({ object, resource });
  }
  return placed;
}
