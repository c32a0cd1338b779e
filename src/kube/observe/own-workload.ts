import { experimentOf } from '../../core/experiments/registry.ts';
import type { KubernetesObject, Scenario } from '../../core/plan.ts';
import { controllerOf, type ControllerRef } from '../workload/controller.ts';
import { podTemplateOf } from '../workload/pod-template.ts';

/** The controller whose pods an iteration is about, where it is not about every pod it makes. */
export function ownController(
  scenario: Pick<Scenario, 'experiment' | 'burst'>,
  objects: readonly KubernetesObject[],
): ControllerRef | null {
  return experimentOf(scenario).disturbs === null ? null : controllerOf(objects);
}

/** Where an iteration has one pod of a known name, only its events need to be watched. */
export function onlyPodName(objects: readonly KubernetesObject[]): string | null {
  const workloads = objects.filter((object) => podTemplateOf(object) !== null);
  const [only] = workloads;
  return workloads.length === 1 && only?.kind === 'Pod' ? only.metadata.name : null;
}
