import type { V1StatefulSetSpec } from '@kubernetes/client-node';
import type { KubernetesObject, Scenario } from '../../core/plan.ts';
import type { Resource } from '../api/discovery.ts';
import type { Placed } from '../api/objects.ts';
import { managedByLabel, managedByValue } from './labels.ts';

const resource: Resource = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  plural: 'persistentvolumeclaims',
  namespaced: true,
};

/**
 * The claims that the controller makes from the templates of the StatefulSets, by their names
 * (https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#volume-claim-templates).
 */
export function templateClaims(
  objects: readonly KubernetesObject[],
  { scaling }: Pick<Scenario, 'scaling'>,
): Placed[] {
  return objects.filter(isStatefulSet).flatMap((object) => {
    const { volumeClaimTemplates = [], replicas = 1, ordinals } = specOf(object);
    const count = Math.max(replicas, scaling?.to ?? 0);
    const numbers = Array.from({ length: count }, (_, index) => (ordinals?.start ?? 0) + index);
    const { name, namespace = '' } = object.metadata;
    return volumeClaimTemplates.flatMap(({ metadata }) =>
      numbers.map((number) => ({
        object: claim(`${metadata?.name ?? ''}-${name}-${number}`, namespace),
        resource,
      })),
    );
  });
}

function claim(name: string, namespace: string): KubernetesObject {
  return { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name, namespace } };
}

/** Gives the claims the labels by which they are found again: their templates carry them. */
export function labelClaims(object: KubernetesObject, ownLabels: Readonly<Record<string, string>>): void {
  if (!isStatefulSet(object)) return;
  for (const template of specOf(object).volumeClaimTemplates ?? []) {
    const labels = ((template.metadata ??= {}).labels ??= {});
    labels[managedByLabel] ??= managedByValue;
    Object.assign(labels, ownLabels);
  }
}

function isStatefulSet({ apiVersion, kind }: KubernetesObject): boolean {
  return apiVersion.startsWith('apps/') && kind === 'StatefulSet';
}

function specOf(object: KubernetesObject): Partial<V1StatefulSetSpec> {
  return object['spec'] ?? {};
}
