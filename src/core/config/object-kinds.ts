import type { KubernetesObject } from '../plan.ts';
import { groupOf } from './cluster-scoped.ts';

/** `apps/Deployment`, `/Pod`: the same kind in every version of its API group, and in no other group. */
export function groupKindOf({ apiVersion, kind }: Pick<KubernetesObject, 'apiVersion' | 'kind'>): string {
  return `${groupOf(apiVersion)}/${kind}`;
}

/** Whether it is a Service of Kubernetes itself; Knative, for one, has a kind of the same name. */
export function isService(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): boolean {
  return groupKindOf(object) === '/Service';
}

const templated: ReadonlySet<string> = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/ReplicaSet',
  'apps/DaemonSet',
]);

/** Whether it is a controller of Kubernetes itself that keeps pods running from a template. */
export function hasPodTemplate(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): boolean {
  return templated.has(groupKindOf(object));
}

export function isPod(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): boolean {
  return groupKindOf(object) === '/Pod';
}
