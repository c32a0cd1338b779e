import type { V1PodSpec, V1ResourceRequirements } from '@kubernetes/client-node';
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
  const limits = cpuLimits(containers);
  // Since Kubernetes 1.34 a pod may have limits for all of its containers together.
  const podLimits = cpuLimits(specs);
  return {
    mountsToken: specs.some(mountsToken),
    readinessPeriodSeconds:
      probes.length === 0 ? null : Math.max(...probes.map((probe) => probe.periodSeconds ?? 10)),
    readinessDelaySeconds: Math.max(0, ...probes.map((probe) => probe.initialDelaySeconds ?? 0)),
    ...smallestLimit(limits, podLimits),
    hasInitContainers: specs.some((spec) => (spec.initContainers ?? []).length > 0),
    createsService: objects.some(isService),
  };
}

/** On unless the pod says no; that its ServiceAccount may say no is not looked up. */
function mountsToken(spec: V1PodSpec): boolean {
  return spec.automountServiceAccountToken !== false;
}

function cpuLimits(of: readonly { resources?: V1ResourceRequirements }[]): number[] {
  return of.flatMap(({ resources }) => {
    // A quantity may be written as a number in YAML.
    const limits: Record<string, string | number> = resources?.limits ?? {};
    const limit = limits['cpu'];
    return limit === undefined ? [] : (millicoresOf(String(limit)) ?? []);
  });
}

function smallestLimit(
  containers: readonly number[],
  pods: readonly number[],
): Pick<WorkloadTraits, 'cpuLimitMillicores' | 'isPodLimited'> {
  const cpuLimitMillicores = Math.min(...containers, ...pods);
  if (cpuLimitMillicores === Infinity) return { cpuLimitMillicores: null };
  return containers.includes(cpuLimitMillicores)
    ? { cpuLimitMillicores }
    : { cpuLimitMillicores, isPodLimited: true };
}
