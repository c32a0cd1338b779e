import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import { isPodOf, type ControllerRef } from '../workload/controller.ts';
import { iterationLabel, runIdLabel } from '../workload/labels.ts';

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
