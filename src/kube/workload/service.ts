import type { V1Service } from '@kubernetes/client-node';
import type { KubernetesObject } from '../../core/plan.ts';

/** A Service as the API types have it; the shapes are the same, only one of them is open. */
export function serviceFrom(object: KubernetesObject): V1Service {
  return object;
}
