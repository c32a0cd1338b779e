import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import { isPodOf, type ControllerRef } from '../workload/controller.ts';
import type { Placed } from '../api/objects.ts';
import { iterationLabel, runIdLabel } from '../workload/labels.ts';
import { podTemplateOf } from '../workload/pod-template.ts';

/** Which objects a watch brings. */
export interface WatchScope {
  podSelector: string;
  sliceSelector: string;
  /** Whether an event is about the workload at all, where events of a whole namespace are watched. */
  concerns(event: CoreV1Event): boolean;
  /** Whether pods are there before an iteration begins, and stay after it. */
  staysAfterwards: boolean;
}

/** What the iterations of a run make; not what the whole run shares: setup objects, and the load beside an iteration. */
export function ownScope(runId: string): WatchScope {
  // The slices of a Service carry its labels.
  const selector = `${runIdLabel}=${runId},${iterationLabel}`;
  return {
    podSelector: selector,
    sliceSelector: selector,
    concerns: () => true,
    staysAfterwards: false,
  };
}

/** Whether an iteration that has made a pod is about it; of a workload with a controller, that one's pods. */
export function isOfIteration(pod: V1Pod, iteration: string, controller: ControllerRef | null): boolean {
  const isMade = pod.metadata?.labels?.[iterationLabel] === iteration;
  return isMade && (controller === null || isPodOf(controller, pod));
}

/** Whether the maker of pods of this name is one of these objects, or the ReplicaSet of one: it is named after its Deployment. */
export function isMakerOf(objects: readonly Placed[], name: string): boolean {
  const makers = objects.filter(({ object }) => podTemplateOf(object) !== null);
  return makers.some(({ object: { metadata } }) => `${name}-`.startsWith(`${metadata.name}-`));
}

export interface TargetSelectors {
  controller: ControllerRef;
  /** Of its pods. */
  podSelector: string;
  serviceName: string;
}

/** What is there already: the target's own pods, and the slices of the Service in front of it. */
export function targetScope({ controller, podSelector, serviceName }: TargetSelectors): WatchScope {
  return {
    podSelector,
    sliceSelector: `kubernetes.io/service-name=${serviceName}`,
    // Pods and ReplicaSets are named after it.
    concerns: ({ involvedObject: { name = '' } }) =>
      name === controller.name || name.startsWith(`${controller.name}-`),
    staysAfterwards: true,
  };
}
