import { controllerKinds } from '../experiments/names.ts';
import { experimentOf } from '../experiments/registry.ts';
import type { KubernetesObject, Plan, Scenario } from '../plan.ts';
import { createdOnce, startedScenarios } from '../plan.ts';

type Made = Pick<KubernetesObject, 'apiVersion' | 'kind'>;

const service: Made = { apiVersion: 'v1', kind: 'Service' };
const pod: Made = { apiVersion: 'v1', kind: 'Pod' };
const deployment: Made = { apiVersion: 'apps/v1', kind: 'Deployment' };

/** The kinds of object that a run makes and deletes again, each once; pods that a controller makes are not among them. */
export function madeKinds(plan: Plan): Made[] {
  const made = [...createdOnce(plan), ...startedScenarios(plan).flatMap(madeByScenario)];
  return [...new Map(made.map((each) => [`${each.apiVersion}/${each.kind}`, each])).values()];
}

function madeByScenario(scenario: Scenario): Made[] {
  const { workload, condition } = scenario;
  const load = condition?.load == null ? [] : [pod];
  if (workload.kind === 'target') return load;
  if (workload.kind === 'manifest') return [...workload.manifests.map(({ object }) => object), ...load];
  return [experimentOf(scenario).disturbs === null ? pod : deployment, service, ...load];
}

/** The plural of the workload whose replicas and pods an experiment disturbs. */
export function disturbedPlural({ workload }: Scenario): string {
  if (workload.kind === 'image') return 'deployments';
  if (workload.kind === 'target') return `${workload.controller.toLowerCase()}s`;
  const controllers: readonly string[] = controllerKinds;
  const kinds = workload.manifests.map(({ object }) => object.kind);
  return `${(kinds.find((kind) => controllers.includes(kind)) ?? 'Deployment').toLowerCase()}s`;
}

/** Whether controllers make claims for it, from the templates of its StatefulSets. */
export function makesClaims({ workload }: Scenario): boolean {
  if (workload.kind !== 'manifest') return false;
  return workload.manifests.some(({ object }) => {
    const spec = object['spec'] as { volumeClaimTemplates?: unknown } | undefined;
    return object.kind === 'StatefulSet' && spec?.volumeClaimTemplates != null;
  });
}
