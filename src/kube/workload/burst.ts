import type { KubernetesObject } from '../../core/plan.ts';
import { podTemplateOf } from './pod-template.ts';

/** The objects with so many pods instead of their own number: copies of a Pod, or the replicas of a controller. */
export function burstOf(objects: readonly KubernetesObject[], pods: number): KubernetesObject[] {
  return objects.flatMap((object) => {
    if (object.kind === 'Pod') return Array.from({ length: pods }, (_, index) => copyOf(object, index + 1));
    if (podTemplateOf(object) === null) return [object];
    const copy = structuredClone(object);
    copy['spec'] = { ...(copy['spec'] as object), replicas: pods };
    return [copy];
  });
}

/** Names of pods may have 253 characters; what the kubelet makes the host name of is cut off by itself. */
function copyOf(pod: KubernetesObject, number: number): KubernetesObject {
  const copy = structuredClone(pod);
  const suffix = `-${number}`;
  copy.metadata.name = `${pod.metadata.name.slice(0, 253 - suffix.length)}${suffix}`;
  return copy;
}
