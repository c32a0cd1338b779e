import { groupOf } from '../../core/config/cluster-scoped.ts';
import type { KubernetesObject } from '../../core/plan.ts';

/**
 * Kinds in the order in which they are created, as Helm installs a chart (helm.sh/helm releaseutil/kind_sorter.go): what
 * pods need comes before them, what is about pods after them. Kinds of one line keep the order of the manifest.
 */
const order: readonly (readonly string[])[] = [
  ['PriorityClass', 'RuntimeClass'],
  ['Namespace'],
  ['NetworkPolicy'],
  ['ResourceQuota'],
  ['LimitRange'],
  ['ServiceAccount'],
  ['Secret'],
  ['ConfigMap'],
  ['StorageClass'],
  ['PersistentVolume'],
  ['PersistentVolumeClaim'],
  ['CustomResourceDefinition'],
  ['ClusterRole'],
  ['ClusterRoleBinding'],
  ['Role'],
  ['RoleBinding'],
  // Here come all kinds that are not listed, such as custom resources.
  [],
  ['Service'],
  ['Pod', 'Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet', 'ReplicationController', 'Job', 'CronJob'],
  ['HorizontalPodAutoscaler', 'PodDisruptionBudget'],
  ['IngressClass'],
  ['Ingress'],
  // They may be served by the pods, and until those are there nothing could be created that they are asked about.
  ['APIService'],
  ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
];
const otherKinds = order.findIndex((kinds) => kinds.length === 0);

/** The objects in an order in which each finds what it needs; those of one kind as they were. */
export function inInstallOrder<T>(items: readonly T[], objectOf: (item: T) => KubernetesObject): T[] {
  return items.toSorted((a, b) => placeOf(objectOf(a)) - placeOf(objectOf(b)));
}

function placeOf(object: KubernetesObject): number {
  const place = isBuiltIn(object) ? order.findIndex((kinds) => kinds.includes(object.kind)) : -1;
  return place < 0 ? otherKinds : place;
}

/** A custom resource may be called as a kind of Kubernetes is, such as the Service of Knative. */
function isBuiltIn({ apiVersion }: KubernetesObject): boolean {
  const group = groupOf(apiVersion);
  return !group.includes('.') || group.endsWith('.k8s.io');
}
