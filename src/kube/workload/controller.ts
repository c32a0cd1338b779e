import type { V1LabelSelector, V1Pod } from '@kubernetes/client-node';
import { controllerKinds, type ControllerKind } from '../../core/experiments/names.ts';
import type { KubernetesObject } from '../../core/plan.ts';
import { resourcePath } from '../api/paths.ts';

/** What keeps the pods of an experiment alive. */
export interface ControllerRef {
  kind: ControllerKind;
  name: string;
}

/** Deployment, StatefulSet or DaemonSet as the API server has it; only what is used here. */
export interface ControllerObject {
  metadata: { name: string; uid: string; generation?: number };
  spec: {
    replicas?: number;
    selector: V1LabelSelector;
    template: KubernetesObject['metadata'] & { spec: { containers: unknown[] } };
  };
  status?: { observedGeneration?: number; desiredNumberScheduled?: number };
}

/** The one controller among the objects of a scenario; that there is one was checked with the plan. */
export function controllerOf(objects: readonly KubernetesObject[]): ControllerRef {
  for (const { kind, metadata } of objects) {
    const known = controllerKinds.find((each) => each === kind);
    if (known !== undefined) return { kind: known, name: metadata.name };
  }
  throw new Error('no controller among the objects');
}

/** `deployments`, as in paths and rights. */
export function pluralOf(kind: ControllerKind): string {
  return `${kind.toLowerCase()}s`;
}

export function controllerPath(namespace: string, { kind, name }: ControllerRef): string {
  return resourcePath({ group: 'apps', resource: pluralOf(kind), namespace, name });
}

/** Size of the full set; null while a DaemonSet's controller has not counted the nodes. */
export function desiredPodsOf({ kind }: ControllerRef, object: ControllerObject): number | null {
  if (kind !== 'DaemonSet') return object.spec.replicas ?? 1;
  const { metadata, status } = object;
  const isCounted = (status?.observedGeneration ?? 0) >= (metadata.generation ?? 1);
  return isCounted ? (status?.desiredNumberScheduled ?? null) : null;
}

/**
 * Whether a pod is kept by a controller: a Deployment's by a ReplicaSet that has its name and the hash that the pod
 * carries (kubernetes/pkg/controller/deployment/sync.go).
 */
export function isPodOf({ kind, name }: ControllerRef, { metadata }: V1Pod): boolean {
  const owner = metadata?.ownerReferences?.find(({ controller }) => controller === true);
  if (owner === undefined) return false;
  if (kind !== 'Deployment') return owner.kind === kind && owner.name === name;
  const hash = metadata?.labels?.['pod-template-hash'];
  return owner.kind === 'ReplicaSet' && hash !== undefined && owner.name === `${name}-${hash}`;
}

/** As a query has it (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api). */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: V1LabelSelector): string {
  const pairs = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  const expressions = matchExpressions.map(({ key, operator, values = [] }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
  });
  return [...pairs, ...expressions].join(',');
}
