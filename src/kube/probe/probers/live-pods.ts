import type { PodFacts } from '../../../core/observation.ts';
import type { AddressedPod } from '../paths/pod-paths.ts';

/** Pods with an address that are not on their way out, by uid: those that can be asked. */
export class LivePods {
  readonly #place: { namespace: string; port: number | null };
  readonly #pods = new Map<string, AddressedPod>();

  /** @param place their namespace, and the container port that is asked; null where it cannot be told */
  constructor(place: { namespace: string; port: number | null }) {
    this.#place = place;
  }

  /** One of them, for a port-forward: of those with these uids, where there are any. */
  oneOf(uids: ReadonlySet<string>): AddressedPod | null {
    const wanted = [...this.#pods].find(([uid]) => uids.has(uid)) ?? [...this.#pods][0];
    return wanted?.[1] ?? null;
  }

  of(uid: string): AddressedPod | null {
    return this.#pods.get(uid) ?? null;
  }

  /** How a pod can be asked, as it is now; null where it cannot. */
  see({ uid, name, nodeName, podIP, phase, deleting }: PodFacts): AddressedPod | null {
    const { namespace, port } = this.#place;
    // The address of a pod that has ended is free for another one.
    const hasEnded = phase === 'Succeeded' || phase === 'Failed';
    const pod =
      podIP === null || port === null || hasEnded ? null : { namespace, name, port, ip: podIP, nodeName };
    if (pod === null || deleting) this.#pods.delete(uid);
    else this.#pods.set(uid, pod);
    return pod;
  }

  forget(uid: string): void {
    this.#pods.delete(uid);
  }
}
