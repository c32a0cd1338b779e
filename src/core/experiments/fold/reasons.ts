import type { ContainerFacts, EventFacts, PodFacts } from '../../observation.ts';
import { pullTrouble } from './pull-trouble.ts';

/** Why a pod is where it is, in Kubernetes' own words. */
export interface Reason {
  reason: string;
  message: string | null;
}

/** Waiting reasons that no retry of the kubelet mends (kubernetes/pkg/kubelet/images/types.go). */
const hopelessWaiting = new Set(['InvalidImageName', 'ErrImageNeverPull']);
const ordinaryEnds = new Set(['Error', 'Completed']);
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

/** The same, with the pod in the message: containers of several pods may have one name. */
export function namedReasonOf(pod: PodFacts): Reason | null {
  const why = reasonOf(pod);
  return why === null ? null : { ...why, message: ofPod(pod, why.message ?? 'it has not started') };
}

function ofPod({ name }: PodFacts, message: string): string {
  return `pod ${name}: ${message}`;
}

/** A state that cannot recover by itself, or null. */
export function hopelessReason(pod: PodFacts): Reason | null {
  const waiting = pod.containers.find((c) => c.state === 'waiting' && hopelessWaiting.has(c.reason ?? ''));
  if (waiting !== undefined) {
    const { reason, message } = containerReason(waiting);
    return { reason, message: ofPod(pod, message) };
  }
  if (pod.phase !== 'Failed' && pod.phase !== 'Succeeded') return null;
  if (isSuperseded(pod)) return null;
  const ended = pod.containers.find(
    (c) => c.state === 'terminated' && (pod.phase === 'Succeeded' || c.exitCode !== 0),
  );
  if (ended !== undefined) {
    const message = `${endText(ended)} and restartPolicy ${pod.restartPolicy}`;
    return { reason: ended.reason ?? `Pod${pod.phase}`, message: ofPod(pod, message) };
  }
  return { reason: pod.reason ?? `Pod${pod.phase}`, message: ofPod(pod, pod.message ?? 'it ended') };
}

/** It ended, such as by a node that did not admit it, and its controller creates another one. */
export function isSuperseded({ phase, isReplaced }: PodFacts): boolean {
  return phase === 'Failed' && isReplaced;
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

function containerReason(container: ContainerFacts): { reason: string; message: string } {
  const { name, reason, state, message, lastExit, restartCount } = container;
  const word = reason ?? state;
  if (state === 'terminated')
    return { reason: word, message: endText(container) + restartedText(restartCount) };
  if (word === 'CrashLoopBackOff' && lastExit !== null)
    return { reason: word, message: endText({ name, ...lastExit }) + restartedText(restartCount) };
  const trouble = pullTrouble(reason, message);
  const said = trouble === null ? (message ?? word) : `${trouble} (${message ?? ''})`;
  return { reason: word, message: `container ${name}: ${said}` };
}

/** Why it ended is said by its exit code, and by more only where the kubelet or the kernel ended it. */
function endText({ name, exitCode, reason }: Pick<ContainerFacts, 'name' | 'exitCode' | 'reason'>): string {
  const why = reason === null || ordinaryEnds.has(reason) ? '' : ` (${reason})`;
  return `container ${name} ended with exit code ${exitCode ?? 'unknown'}${why}`;
}

function restartedText(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ', and was restarted once' : `, and was restarted ${count} times`;
}
