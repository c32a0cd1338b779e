import type { V1Container, V1PodSpec } from '@kubernetes/client-node';
import type { WorkloadTraits } from '../../core/causes.ts';
import { isService } from '../../core/config/object-kinds.ts';
import { millicoresOf } from '../../core/load.ts';
import type { KubernetesObject } from '../../core/plan.ts';
import { podTemplateOf } from './pod-template.ts';

/** What the specification of an iteration's objects says that is known to cost time at start. */
export function traitsOf(objects: readonly KubernetesObject[]): WorkloadTraits {
  const specs = objects.flatMap((object) => podTemplateOf(object)?.spec ?? []);
  const containers = specs.flatMap((spec) => spec.containers);
  const probes = containers.flatMap((container) => container.readinessProbe ?? []);
  const limits = containers.flatMap((container) => cpuLimit(container) ?? []);
  return {
    mountsToken: specs.some(mountsToken),
    readinessPeriodSeconds:
      probes.length === 0 ? null : Math.max(...probes.map((probe) => probe.periodSeconds ?? 10)),
    readinessDelaySeconds: Math.max(0, ...probes.map((probe) => probe.initialDelaySeconds ?? 0)),
    cpuLimitMillicores: limits.length === 0 ? null : Math.min(...limits),
    hasInitContainers: specs.some((spec) => (spec.initContainers ?? []).length > 0),
    createsService: objects.some(isService),
  };
}

/** On unless the pod says no; that its ServiceAccount may say no is not looked up. */
function mountsToken(spec: V1PodSpec): boolean {
  return spec.automountServiceAccountToken !== false;
}

function cpuLimit(container: V1Container): number | null {
  // A quantity may be written as a number in YAML.
  const limits: Record<string, string | number> = container.resources?.limits ?? {};
  const limit = limits['cpu'];
  return limit === undefined ? null : millicoresOf(String(limit));
}
