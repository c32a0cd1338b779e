import type { V1Container, V1ContainerStatus, V1Pod } from '@kubernetes/client-node';
import type { ContainerFacts, PodFacts } from '../../core/observation.ts';

/** What an iteration needs to know of a pod, as the API server has it. */
export function podFacts(pod: V1Pod): PodFacts {
  const { metadata, spec, status } = pod;
  return {
    uid: metadata?.uid ?? '',
    name: metadata?.name ?? '',
    phase: status?.phase ?? 'Unknown',
    reason: status?.reason ?? null,
    message: status?.message ?? null,
    nodeName: spec?.nodeName ?? null,
    podIP: status?.podIP ?? null,
    restartPolicy: spec?.restartPolicy ?? 'Always',
    deleting: metadata?.deletionTimestamp !== undefined,
    isReplaced: metadata?.ownerReferences?.some(({ controller }) => controller === true) ?? false,
    conditions: Object.fromEntries(
      (status?.conditions ?? []).map(({ type, status: holds, reason, message }) => [
        type,
        { status: holds === 'True', reason: reason ?? null, message: message ?? null },
      ]),
    ),
    containers: [
      ...(spec?.initContainers ?? []).map((each) =>
        containerFacts(each, true, status?.initContainerStatuses),
      ),
      ...(spec?.containers ?? []).map((each) => containerFacts(each, false, status?.containerStatuses)),
    ],
    imageVolumes: (spec?.volumes ?? []).flatMap(({ name, image }) =>
      image?.reference === undefined ? [] : [{ name, image: image.reference }],
    ),
  };
}

function containerFacts(
  container: V1Container,
  init: boolean,
  statuses: V1ContainerStatus[] = [],
): ContainerFacts {
  const status = statuses.find(({ name }) => name === container.name);
  const waiting = status?.state?.waiting;
  const terminated = status?.state?.terminated;
  const running = status?.state?.running;
  const last = status?.lastState?.terminated;
  return {
    name: container.name,
    image: container.image ?? '',
    init,
    ready: status?.ready ?? false,
    state: running !== undefined ? 'running' : terminated !== undefined ? 'terminated' : 'waiting',
    reason: waiting?.reason ?? terminated?.reason ?? null,
    message: waiting?.message ?? terminated?.message ?? null,
    exitCode: terminated?.exitCode ?? null,
    ...(terminated?.finishedAt === undefined
      ? {}
      : { finishedUnixMs: new Date(terminated.finishedAt).getTime() }),
    lastExit: last === undefined ? null : { exitCode: last.exitCode, reason: last.reason ?? null },
    restartCount: status?.restartCount ?? 0,
  };
}
