import type { Problem } from '../errors.ts';
import type { ExperimentName } from '../experiments/names.ts';
import { disturbanceOf } from '../experiments/registry.ts';
import type { Manifest } from '../plan.ts';
import { groupOf } from './cluster-scoped.ts';
import { describeObject } from './manifests.ts';

/** Experiments that disturb a workload need one controller that replaces pods, and only one to be about. */
export function controllerProblems(
  manifests: readonly Manifest[],
  field: string,
  experiment: ExperimentName,
): Problem[] {
  const kinds = disturbanceOf(experiment)?.controllers ?? [];
  if (kinds.length === 0) return [];
  const found = manifests.filter(
    ({ object }) => groupOf(object.apiVersion) === 'apps' && kinds.some((kind) => kind === object.kind),
  );
  if (found.length === 1) return [];
  const list = `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1) ?? ''}`;
  const message =
    found.length === 0
      ? `the manifest holds no ${list}, and ${experiment} is about the pods of one`
      : `the manifest holds several workloads: ${found.map(({ object }) => describeObject(object)).join(', ')}; ${experiment} is about one`;
  const fix =
    found.length === 0
      ? `add a ${list}`
      : 'apply the others with setup-manifests, or make it several scenarios';
  return [{ field, message, fix }];
}
