import type { Observation, PodFacts } from '../../../core/observation.ts';
import type { Clock, Report } from '../../../core/ports.ts';
import type { ApiTransport, PodPort } from '../attempt/api-transport.ts';
import { probePod } from '../paths/pod-direct.ts';
import type { ProbeRequest } from '../paths/target.ts';
import { LivePods } from './live-pods.ts';

export interface PodProbesOptions {
  transport: ApiTransport;
  clock: Clock;
  namespace: string;
  /** The container port the Service leads to; null where it cannot be told. */
  port: number | null;
  request: ProbeRequest;
  /** Whether pods are asked at all. */
  enabled: boolean;
  observe: (seen: Observation) => void;
  report: Report;
}

/** Who asks the pods of an iteration themselves. */
export interface PodProbing {
  /** A pod with an address, for a port-forward: one of those that the Service leads to, or any where it leads to none. */
  oneOf(uids: ReadonlySet<string>): PodPort | null;
  /** Whether a pod that answers will be heard. */
  readonly mayProbe: boolean;
  /** A pod as it is now. */
  see(pod: PodFacts): void;
  forget(uid: string): void;
  /** Asks a pod once more that has answered already: its container is another one now. */
  askAgain(uid: string): void;
  end(): Promise<void>;
}

/** Asks each pod of the iteration directly, from the moment it has an address, to tell application from routing. */
export class PodProbes implements PodProbing {
  readonly #options: PodProbesOptions;
  readonly #stop = new AbortController();
  readonly #running = new Map<string, Promise<unknown>>();
  readonly #live: LivePods;
  #isRefused = false;

  constructor(options: PodProbesOptions) {
    this.#options = options;
    this.#live = new LivePods(options);
  }

  oneOf(uids: ReadonlySet<string>): PodPort | null {
    return this.#live.oneOf(uids);
  }

  get mayProbe(): boolean {
    return this.#options.enabled && this.#options.port !== null && !this.#isRefused;
  }

  see(facts: PodFacts): void {
    if (this.#stop.signal.aborted) return;
    const { uid } = facts;
    const pod = this.#live.see(facts);
    if (pod !== null && this.#options.enabled && !this.#running.has(uid))
      this.#running.set(uid, this.#probe({ ...pod, uid }));
  }

  forget(uid: string): void {
    this.#live.forget(uid);
  }

  askAgain(uid: string): void {
    const pod = this.#live.of(uid);
    if (pod === null || !this.#options.enabled || this.#stop.signal.aborted) return;
    const before = this.#running.get(uid) ?? Promise.resolve();
    this.#running.set(
      uid,
      before.then(() => this.#probe({ ...pod, uid })),
    );
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running.values());
  }

  async #probe(pod: PodPort & { uid: string }): Promise<void> {
    const { transport: api, clock, request, observe, report } = this.#options;
    const note = (message: string): void => {
      this.#isRefused = true;
      report({ kind: 'note', level: 'warning', message });
    };
    try {
      await probePod({ api, clock, pod, request, report: observe, note, signal: this.#stop.signal });
    } catch (error) {
      // Without the pod's own answer two phases stay unknown; the total does not depend on it.
      note(`the pod could not be probed directly: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
