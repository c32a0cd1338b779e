import { groupOf, isClusterScoped } from '../config/cluster-scoped.ts';
import type { KubernetesObject } from '../plan.ts';

/** How rights call the objects of a kind. */
export interface KindResource {
  group: string;
  plural: string;
  namespaced: boolean;
}

/** Finds the resource of a kind; null where nobody knows it (yet). */
export type ResourceOf = (object: Pick<KubernetesObject, 'apiVersion' | 'kind'>) => KindResource | null;

/** Kinds that manifests hold most often; the plural of any other is asked of the cluster. */
const wellKnown: Readonly<Record<string, readonly string[]>> = {
  '': ['ConfigMap', 'PersistentVolumeClaim', 'Pod', 'Secret', 'Service', 'ServiceAccount'],
  apps: ['DaemonSet', 'Deployment', 'ReplicaSet', 'StatefulSet'],
  autoscaling: ['HorizontalPodAutoscaler'],
  batch: ['CronJob', 'Job'],
  policy: ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
};

/** What can be said of a kind without asking a cluster. */
export const wellKnownResource: ResourceOf = ({ apiVersion, kind }) => {
  const group = groupOf(apiVersion);
  if (!(wellKnown[group]?.includes(kind) ?? false)) return null;
  return { group, plural: `${kind.toLowerCase()}s`, namespaced: !isClusterScoped(apiVersion, kind) };
};
