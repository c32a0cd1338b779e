import type { EventFacts, PodFacts } from '../../observation.ts';

/**
 * How often containers were started, by the kubelet's events, which come before the pod's status. Changed in place, as
 * the state of the fold is.
 */
export interface ContainerStarts {
  /** The most starts that an event told of each container. */
  readonly counts: Map<string, number>;
  /** Containers that were started more often than the status of their pod shows. */
  readonly hidden: Set<string>;
}

export function noStarts(): ContainerStarts {
  return { counts: new Map(), hidden: new Set() };
}

/** @param pod the pod that the event is about, as far as it is known */
export function countStart(starts: ContainerStarts, event: EventFacts, pod: PodFacts | undefined): void {
  if (event.reason !== 'Started' || event.reporter !== 'kubelet' || event.container === null) return;
  const key = containerKey(event.aboutUid, event.container);
  starts.counts.set(key, Math.max(event.count, starts.counts.get(key) ?? 0));
  if (pod !== undefined) compareStarts(starts, pod);
}

/** Takes the restarts that the newest status of a pod shows. */
export function compareStarts({ counts, hidden }: ContainerStarts, { uid, containers }: PodFacts): void {
  for (const { name, restartCount } of containers) {
    const key = containerKey(uid, name);
    if ((counts.get(key) ?? 0) > restartCount + 1) hidden.add(key);
    else hidden.delete(key);
  }
}

/** A pod that is gone shows nothing any more. */
export function forgetStarts({ hidden }: ContainerStarts, uid: string): void {
  for (const key of hidden) if (key.startsWith(containerKey(uid, ''))) hidden.delete(key);
}

export function containerKey(uid: string, container: string): string {
  return `${uid}/${container}`;
}
