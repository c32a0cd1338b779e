import type { Observation, PodFacts } from '../../core/observation.ts';
import type { Clock, Report } from '../../core/ports.ts';
import type { ApiTransport, PodPort } from '../probe/api-transport.ts';
import { probePod } from '../probe/pod-direct.ts';
import type { ProbeRequest } from '../probe/target.ts';

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

/** Asks each pod of the iteration directly, from the moment it has an address, to tell application from routing. */
export class PodProbes {
  readonly #options: PodProbesOptions;
  readonly #stop = new AbortController();
  readonly #running = new Map<string, Promise<unknown>>();
  #current: PodPort | null = null;

  constructor(options: PodProbesOptions) {
    this.#options = options;
  }

  /** A pod with an address, for a port-forward. */
  get current(): PodPort | null {
    return this.#current;
  }

  see({ uid, name, podIP }: PodFacts): void {
    const { namespace, port, enabled } = this.#options;
    if (podIP === null || port === null || this.#stop.signal.aborted) return;
    this.#current ??= { namespace, name, port };
    if (enabled && !this.#running.has(uid)) this.#running.set(uid, this.#ask({ namespace, name, port, uid }));
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#running.values());
  }

  async #ask(pod: PodPort & { uid: string }): Promise<void> {
    const { transport: api, clock, request, observe, report } = this.#options;
    const note = (message: string): void => report({ kind: 'note', level: 'warning', message });
    try {
      await probePod({ api, clock, pod, request, report: observe, note, signal: this.#stop.signal });
    } catch (error) {
      // Without the pod's own answer two phases stay unknown; the total does not depend on it.
      note(`the pod could not be asked directly: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
