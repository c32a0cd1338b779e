import type { V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import type { PodRow } from '../../core/ports.ts';

/** A pod as `kubectl get pods` shows it (kubernetes/pkg/printers/internalversion/printers.go, printPod). */
export function podRow(pod: V1Pod, ageMs: number): PodRow {
  const statuses = pod.status?.containerStatuses ?? [];
  const init = pod.status?.initContainerStatuses ?? [];
  const sidecars = new Set(
    (pod.spec?.initContainers ?? [])
      .filter((each) => each.restartPolicy === 'Always')
      .map((each) => each.name),
  );
  const counted = [...statuses, ...init.filter(({ name }) => sidecars.has(name))];
  const total = (pod.spec?.containers.length ?? 0) + sidecars.size;
  return {
    name: pod.metadata?.name ?? '',
    ready: `${counted.filter((each) => each.ready).length}/${total}`,
    status: statusOf(pod, init, statuses, sidecars),
    restarts: counted.reduce((sum, each) => sum + each.restartCount, 0),
    ageMs,
  };
}

function statusOf(
  pod: V1Pod,
  init: readonly V1ContainerStatus[],
  statuses: readonly V1ContainerStatus[],
  sidecars: ReadonlySet<string>,
): string {
  if (pod.metadata?.deletionTimestamp !== undefined)
    return pod.status?.reason === 'NodeLost' ? 'Unknown' : 'Terminating';
  const pending = init.findIndex((each) => !isInitDone(each, sidecars));
  if (pending >= 0)
    return initStatus(init[pending], pending, pod.spec?.initContainers?.length ?? init.length);
  const troubled = statuses.map(containerReason).find((reason) => reason !== null);
  return troubled ?? pod.status?.reason ?? pod.status?.phase ?? 'Unknown';
}

function isInitDone(status: V1ContainerStatus, sidecars: ReadonlySet<string>): boolean {
  return status.state?.terminated?.exitCode === 0 || (sidecars.has(status.name) && status.started === true);
}

function initStatus(status: V1ContainerStatus | undefined, done: number, total: number): string {
  const reason = status === undefined ? null : containerReason(status);
  return reason !== null && reason !== 'PodInitializing' ? `Init:${reason}` : `Init:${done}/${total}`;
}

function containerReason(status: V1ContainerStatus): string | null {
  const waiting = status.state?.waiting;
  const terminated = status.state?.terminated;
  if (waiting?.reason !== undefined) return waiting.reason;
  if (terminated === undefined) return null;
  return (
    terminated.reason ??
    (terminated.signal ? `Signal:${terminated.signal}` : `ExitCode:${terminated.exitCode}`)
  );
}
