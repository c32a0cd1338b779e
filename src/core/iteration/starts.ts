import type { EventFacts, PodFacts } from '../observation.ts';

/** How often containers were started, by the kubelet's events, which come before the pod's status. */
type Starts = ReadonlyMap<string, number>;

export function countStarts(starts: Starts, event: EventFacts): Starts {
  if (event.reason !== 'Started' || event.reporter !== 'kubelet' || event.container === null) return starts;
  const key = containerKey(event.aboutUid, event.container);
  return new Map(starts).set(key, Math.max(event.count, starts.get(key) ?? 0));
}

/** Whether a container was started more often than the status of its pod shows. */
export function hidesRestart(starts: Starts, pods: Iterable<PodFacts>): boolean {
  return [...pods].some(({ uid, containers }) =>
    containers.some(
      ({ name, restartCount }) => (starts.get(containerKey(uid, name)) ?? 0) > restartCount + 1,
    ),
  );
}

export function containerKey(uid: string, container: string): string {
  return `${uid}/${container}`;
}
