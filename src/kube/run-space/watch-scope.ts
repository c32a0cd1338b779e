import type { CoreV1Event, V1Pod } from '@kubernetes/client-node';
import { isPodOf, type ControllerRef } from '../workload/controller.ts';
import { iterationLabel, runIdLabel } from '../workload/labels.ts';

/** Which objects a watch brings, and which of them an iteration is about. */
export interface WatchScope {
  podSelector: string;
  sliceSelector: string;
  isOfIteration(pod: V1Pod, iteration: string): boolean;
  /** Whether an event is about the workload at all, where events of a whole namespace are watched. */
  concerns(event: CoreV1Event): boolean;
  /** Whether pods are there before an iteration begins, and stay after it. */
  staysAfterwards: boolean;
}

/** What the run makes; of a workload with a controller, that one's pods. */
export function ownScope(runId: string, controller: ControllerRef | null): WatchScope {
  const selector = `${runIdLabel}=${runId}`;
  return {
    podSelector: selector,
    sliceSelector: selector,
    isOfIteration: (pod, iteration) =>
      pod.metadata?.labels?.[iterationLabel] === iteration &&
      (controller === null || isPodOf(controller, pod)),
    concerns: () => true,
    staysAfterwards: false,
  };
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
    isOfIteration: (pod) => isPodOf(controller, pod),
    // Pods and ReplicaSets are named after it.
    concerns: ({ involvedObject: { name = '' } }) =>
      name === controller.name || name.startsWith(`${controller.name}-`),
    staysAfterwards: true,
  };
}
