import type { V1PodSpec } from '@kubernetes/client-node';
import { hasPodTemplate, isPod } from '../../core/config/object-kinds.ts';
import type { KubernetesObject } from '../../core/plan.ts';

/** The pods an object asks for: itself (a Pod), or its template times its replicas. */
export interface PodTemplate {
  labels: Record<string, string>;
  spec: V1PodSpec;
  replicas: number;
}

/** The pod template of a workload object, or null where the object makes no pods. Shares structure with the object. */
export function podTemplateOf(object: KubernetesObject): PodTemplate | null {
  if (isPod(object)) {
    object.metadata.labels ??= {};
    return { labels: object.metadata.labels, spec: object['spec'] as V1PodSpec, replicas: 1 };
  }
  if (!hasPodTemplate(object)) return null;
  const spec = object['spec'] as {
    replicas?: number;
    template: { metadata?: { labels?: Record<string, string> }; spec: V1PodSpec };
  };
  spec.template.metadata ??= {};
  spec.template.metadata.labels ??= {};
  return { labels: spec.template.metadata.labels, spec: spec.template.spec, replicas: spec.replicas ?? 1 };
}

/** Whether every pair of the selector is among the labels. */
export function selects(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  const pairs = Object.entries(selector);
  return pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value);
}
