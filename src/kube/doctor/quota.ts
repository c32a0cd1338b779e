import type { V1ResourceQuotaList } from '@kubernetes/client-node';
import { demandOf, type PodShape, type ServiceShape } from '../../core/doctor/demand.ts';
import type { Demand, Quota } from '../../core/doctor/checks/quota.ts';
import { startedScenarios, type KubernetesObject, type Plan, type Scenario } from '../../core/plan.ts';
import type { ApiClient } from '../api/api.ts';
import { resourcePath } from '../api/paths.ts';
import { rendered } from '../session/scenario-space.ts';
import { podTemplateOf } from '../workload/pod-template.ts';
import { serviceFrom } from '../workload/service.ts';

/** @throws ApiError */
export async function seeQuotas(api: ApiClient, namespace: string, signal: AbortSignal): Promise<Quota[]> {
  const path = resourcePath({ namespace, resource: 'resourcequotas' });
  const { body } = await api.request<V1ResourceQuotaList>({ method: 'GET', path, signal });
  return body.items.map(({ metadata, spec, status }) => ({
    name: metadata?.name ?? '',
    hard: status?.hard ?? spec?.hard ?? {},
    used: status?.used ?? {},
    isScoped: (spec?.scopes ?? []).length > 0 || spec?.scopeSelector !== undefined,
  }));
}

/** What one start of each scenario takes at most at the same time; a target's pods are there already. */
export function demandsOf(plan: Plan, inCluster: boolean): Demand[] {
  return startedScenarios(plan)
    .filter(({ workload }) => workload.kind !== 'target')
    .map((scenario) => {
      const owner = { runId: 'none', iteration: null };
      const objects = rendered(scenario, 'default', owner, inCluster);
      const pods = objects.flatMap((object) => shapeOf(object, scenario));
      return { scenario: scenario.name, amounts: demandOf(pods, objects.flatMap(serviceOf)) };
    });
}

function shapeOf(object: KubernetesObject, { healing, scaling }: Scenario): PodShape[] {
  const template = podTemplateOf(object);
  if (template === null) return [];
  const { spec, replicas } = template;
  const isKept = object.kind !== 'Pod';
  const most = isKept && scaling !== null ? scaling.to : replicas;
  // The killed pod is counted until it is gone, beside the one that replaces it.
  const beside = isKept && healing !== null ? 1 : 0;
  return [
    {
      replicas: most + beside,
      containers: spec.containers.map(resourcesOf),
      initContainers: (spec.initContainers ?? []).map(resourcesOf),
    },
  ];
}

function resourcesOf({
  resources,
}: {
  resources?: PodShape['containers'][number];
}): PodShape['containers'][number] {
  return resources ?? {};
}

function serviceOf(object: KubernetesObject): ServiceShape[] {
  if (object.kind !== 'Service') return [];
  const { spec } = serviceFrom(object);
  return [{ type: spec?.type ?? 'ClusterIP', ports: spec?.ports?.length ?? 0 }];
}
