import type { ContainerFacts, Observation, PodFacts } from '../../observation.ts';

/**
 * The observations of an iteration as they would have been if the status of its pods had come at once: a container that
 * crashed and was started again may answer before the kubelet reports the restart. Only the numbers of restarts are
 * taken from later observations; what else happens while the pods are deleted is not the start's.
 * @param settled the observations until the iteration was settled
 * @param later those since, until the pods are gone
 * @returns null where no further restart was reported
 */
export function withLateRestarts(
  settled: readonly Observation[],
  later: readonly Observation[],
): Observation[] | null {
  const known = new Map<string, PodFacts>();
  for (const seen of settled) if (seen.kind === 'pod') known.set(seen.pod.uid, seen.pod);
  let found = false;
  for (const seen of later) {
    const before = seen.kind === 'pod' ? known.get(seen.pod.uid) : undefined;
    if (seen.kind !== 'pod' || before === undefined) continue;
    const containers = before.containers.map((container) => withRestarts(container, seen.pod));
    if (containers.every((container, index) => container === before.containers[index])) continue;
    known.set(before.uid, { ...before, containers });
    found = true;
  }
  if (!found) return null;
  const added: Observation[] = settled
    .filter((seen) => seen.kind === 'pod')
    .filter(({ pod }, index, pods) => pods.findLastIndex((each) => each.pod.uid === pod.uid) === index)
    .map((last) => ({ ...last, pod: known.get(last.pod.uid) ?? last.pod }));
  return [...settled, ...added];
}

function withRestarts(container: ContainerFacts, { containers }: PodFacts): ContainerFacts {
  const now = containers.find(({ name }) => name === container.name);
  if (now === undefined || now.restartCount <= container.restartCount) return container;
  return { ...container, restartCount: now.restartCount, lastExit: now.lastExit };
}
