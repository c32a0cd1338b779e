import type { Problem } from '../errors.ts';
import { standard } from '../options/table.ts';
import type { NodeHelperPlan } from '../plan.ts';
import type { Layers } from './layers.ts';
import type { NodeHelperInput } from './schema.ts';

/** Null unless it was allowed: nothing else makes pods with the file system of a node. */
export function resolveNodeHelper({ allow, image, namespace }: NodeHelperInput): NodeHelperPlan | null {
  if (allow !== true) return null;
  return { image: image ?? standard.nodeHelperImage, namespace: namespace ?? null };
}

/** What is said of pods that are not allowed. */
export function nodeHelperWarnings(given: NodeHelperInput, layers: Layers): Problem[] {
  if (given.allow === true) return [];
  return (['image', 'namespace'] as const)
    .filter((key) => given[key] !== undefined)
    .map((key) => ({
      field: layers.fieldOf(['nodeHelper', key]),
      message: 'has no effect: helper pods on the nodes are not allowed',
    }));
}
