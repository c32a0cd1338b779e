import type { PodFacts } from '../../core/observation.ts';
import type { PodPort } from '../probe/api-transport.ts';

/** Pods with an address that are not on their way out, by uid: those that can be asked. */
export class LivePods {
  readonly #place: { namespace: string; port: number | null };
  readonly #pods = new Map<string, PodPort>();

  /** @param place their namespace, and the container port that is asked; null where it cannot be told */
  constructor(place: { namespace: string; port: number | null }) {
    this.#place = place;
  }

  /** One of them, for a port-forward. */
  get first(): PodPort | null {
    const [first = null] = this.#pods.values();
    return first;
  }

  of(uid: string): PodPort | null {
    return this.#pods.get(uid) ?? null;
  }

  /** How a pod can be asked, as it is now; null where it cannot. */
  see({ uid, name, podIP, deleting }: PodFacts): PodPort | null {
    const { namespace, port } = this.#place;
    if (podIP === null || port === null) return null;
    const pod = { namespace, name, port };
    if (deleting) this.#pods.delete(uid);
    else if (!this.#pods.has(uid)) this.#pods.set(uid, pod);
    return pod;
  }

  forget(uid: string): void {
    this.#pods.delete(uid);
  }
}
