import type { Clock } from '../../core/ports.ts';
import type { ApiClient } from '../api.ts';
import { collectionPath, type Resource } from '../discovery.ts';
import { createNeeded } from '../objects.ts';
import { managedByLabel, managedByValue, runIdLabel } from '../workload/labels.ts';

/** How long after its last sign of life a run counts as dead, and `clean` may sweep what it left. */
export const leaseDurationSeconds = 60;
const renewEveryMs = 15_000;

/** Kinds a run creates, kept on its lease so that a sweep knows where to look: `v1/Pod,apps/v1/Deployment`. */
export const kindsAnnotation = 'pod-start-slo/kinds';

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/ */
export interface LeaseSpec {
  holderIdentity: string;
  leaseDurationSeconds: number;
  /** RFC 3339 with microseconds. */
  renewTime: string;
}

const leases: Resource = {
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  plural: 'leases',
  namespaced: true,
};

export function leasesPath(namespace: string): string {
  return collectionPath(leases, namespace);
}

export function leaseName(runId: string): string {
  return `pod-start-slo-${runId}`;
}

/** A run's sign of life (https://kubernetes.io/docs/concepts/architecture/leases/). */
export class RunLease {
  readonly #api: ApiClient;
  readonly #namespace: string;
  readonly #runId: string;
  readonly #clock: Clock;
  readonly #part: string | null;
  readonly #stop = new AbortController();

  /** @param part of the run, where several have a lease each */
  constructor(api: ApiClient, namespace: string, runId: string, clock: Clock, part: string | null = null) {
    this.#api = api;
    this.#namespace = namespace;
    this.#runId = runId;
    this.#clock = clock;
    this.#part = part;
  }

  /** @throws ApiError where leases may not be created: the run goes on without, and says so. */
  async open(kinds: readonly string[], signal: AbortSignal): Promise<void> {
    const labels = { [runIdLabel]: this.#runId, [managedByLabel]: managedByValue };
    const metadata = {
      name: this.#name,
      namespace: this.#namespace,
      labels,
      annotations: { [kindsAnnotation]: kinds.join(',') },
    };
    const object = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec: this.#spec() };
    const options = { clock: this.#clock, signal, ownLabels: { [runIdLabel]: this.#runId } };
    await createNeeded(this.#api, { object, resource: leases }, options);
    void this.#renew();
  }

  /** Stops renewing and deletes the lease. @throws ApiError */
  async close(signal: AbortSignal): Promise<void> {
    this.#stop.abort();
    await this.#api.request({ method: 'DELETE', path: this.#path, signal });
  }

  /** Stops renewing but leaves the lease, so that a later sweep finds what could not be deleted. */
  abandon(): void {
    this.#stop.abort();
  }

  get #name(): string {
    return `${leaseName(this.#runId)}${this.#part === null ? '' : `-${this.#part}`}`;
  }

  get #path(): string {
    return `${leasesPath(this.#namespace)}/${this.#name}`;
  }

  /** Stamped with the API server's time as far as it is known: a sweep from another machine compares with the same. */
  #spec(): LeaseSpec {
    const unixMs = this.#clock.unixUs() / 1000 + (this.#api.stats.clockSkew?.skewMs ?? 0);
    const renewTime = new Date(unixMs).toISOString().replace('Z', '000Z');
    return { holderIdentity: this.#runId, leaseDurationSeconds, renewTime };
  }

  async #renew(): Promise<void> {
    const { signal } = this.#stop;
    const contentType = 'application/merge-patch+json';
    while (!signal.aborted) {
      try {
        await this.#clock.sleep(renewEveryMs, signal);
        await this.#api.request({
          method: 'PATCH',
          path: this.#path,
          body: { spec: this.#spec() },
          contentType,
          signal,
        });
      } catch {
        // A failed renewal is tried again at the next turn; the lease outlives three of them.
      }
    }
  }
}
