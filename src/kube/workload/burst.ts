import { groupKindOf, isPod } from '../../core/config/object-kinds.ts';
import type { KubernetesObject } from '../../core/plan.ts';
import { podTemplateOf } from './pod-template.ts';

/** The objects with so many pods instead of their own number: copies of a Pod, or the replicas of a controller. */
export function burstOf(objects: readonly KubernetesObject[], pods: number): KubernetesObject[] {
  return objects.flatMap((object) => {
    if (isPod(object)) return Array.from({ length: pods }, (_, index) => copyOf(object, index + 1));
    return [podTemplateOf(object) === null ? object : replicated(object, pods)];
  });
}

/** The objects with the number of replicas that scaling begins with: its own controller is the only one. */
export function withReplicas(objects: readonly KubernetesObject[], replicas: number): KubernetesObject[] {
  const isScaled = (object: KubernetesObject): boolean =>
    ['apps/Deployment', 'apps/StatefulSet'].includes(groupKindOf(object));
  return objects.map((object) => (isScaled(object) ? replicated(object, replicas) : object));
}

function replicated(object: KubernetesObject, replicas: number): KubernetesObject {
  const copy = structuredClone(object);
  copy['spec'] = { ...(copy['spec'] as object), replicas };
  return copy;
}

/** Names of pods may have 253 characters; what the kubelet makes the host name of is cut off by itself. */
function copyOf(pod: KubernetesObject, number: number): KubernetesObject {
  const copy = structuredClone(pod);
  const suffix = `-${number}`;
  copy.metadata.name = `${pod.metadata.name.slice(0, 253 - suffix.length)}${suffix}`;
  return copy;
}
