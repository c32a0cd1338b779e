import type { ContainerFacts, EventFacts, PodFacts } from '../observation.ts';
import { pullTrouble } from './pull-trouble.ts';

/** Why a pod is where it is, in Kubernetes' own words. */
export interface Reason {
  reason: string;
  message: string | null;
}

/** Waiting reasons that no retry of the kubelet mends (kubernetes/pkg/kubelet/images/types.go). */
const hopelessWaiting = new Set(['InvalidImageName', 'ErrImageNeverPull']);
const ordinaryWaiting = new Set(['ContainerCreating', 'PodInitializing']);

/** The reason a pod has not started yet, or null where it runs. */
export function reasonOf(pod: PodFacts): Reason | null {
  if (pod.reason !== null) return { reason: pod.reason, message: pod.message };
  const troubled = pod.containers.find(isTroubled);
  if (troubled !== undefined) return containerReason(troubled);
  const scheduled = pod.conditions['PodScheduled'];
  if (scheduled !== undefined && !scheduled.status) {
    return { reason: scheduled.reason ?? 'Unschedulable', message: scheduled.message };
  }
  const waiting = pod.containers.find((container) => container.state === 'waiting');
  if (waiting !== undefined) return containerReason(waiting);
  const ready = pod.conditions['Ready'];
  if (ready !== undefined && !ready.status)
    return { reason: ready.reason ?? 'NotReady', message: ready.message };
  return null;
}

/** Whether an event is the kubelet's about a readiness probe that failed (kubernetes/pkg/kubelet/prober/prober.go). */
export function isUnready({ reason, message }: Pick<EventFacts, 'reason' | 'message'>): boolean {
  return reason === 'Unhealthy' && message.startsWith('Readiness probe');
}

/** Kubernetes names the containers that are not ready; why they are not, only the probe's own event tells. */
export function withReadinessProbe(unready: Reason, probe: string | null): Reason {
  if (unready.reason !== 'ContainersNotReady' || probe === null) return unready;
  return { ...unready, message: `${unready.message ?? ''}: ${probe.trim()}` };
}

/** A state that cannot recover by itself, or null. */
export function hopelessReason(pod: PodFacts): Reason | null {
  const waiting = pod.containers.find((c) => c.state === 'waiting' && hopelessWaiting.has(c.reason ?? ''));
  if (waiting !== undefined) return containerReason(waiting);
  if (pod.phase !== 'Failed' && pod.phase !== 'Succeeded') return null;
  const ended = pod.containers.find(
    (c) => c.state === 'terminated' && (pod.phase === 'Succeeded' || c.exitCode !== 0),
  );
  if (ended !== undefined) {
    const message = `container ${ended.name} ended with exit code ${ended.exitCode ?? 'unknown'} and restartPolicy ${pod.restartPolicy}`;
    return { reason: ended.reason ?? `Pod${pod.phase}`, message };
  }
  return { reason: pod.reason ?? `Pod${pod.phase}`, message: pod.message };
}

/** Whether the cluster took the pod away (https://kubernetes.io/docs/concepts/workloads/pods/disruptions/#pod-disruption-conditions). */
export function disruptionOf(pod: PodFacts): Reason | null {
  const target = pod.conditions['DisruptionTarget'];
  if (target?.status === true)
    return { reason: target.reason ?? 'DisruptionTarget', message: target.message };
  if (pod.phase === 'Failed' && pod.reason === 'Evicted') return { reason: 'Evicted', message: pod.message };
  return null;
}

function isTroubled(container: ContainerFacts): boolean {
  if (container.state === 'waiting')
    return container.reason !== null && !ordinaryWaiting.has(container.reason);
  return container.state === 'terminated' && container.exitCode !== 0;
}

function containerReason({ reason, state, message }: ContainerFacts): Reason {
  const trouble = pullTrouble(reason, message);
  return { reason: reason ?? state, message: trouble === null ? message : `${trouble} (${message ?? ''})` };
}
