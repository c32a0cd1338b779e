import type { Clock } from '../../core/ports.ts';
import { hasStatus, type ApiClient } from '../api/api.ts';
import { collectionPath, type Resource } from '../api/discovery.ts';
import { createNeeded } from '../api/objects.ts';
import { isReplaced } from '../api/refusal.ts';
import { managedByLabel, managedByValue, runIdLabel } from '../workload/labels.ts';

/**
 * A run counts as dead when `clean` has seen its lease unchanged for this long (`dead-runs.ts`). As the leases of nodes:
 * https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
 */
export const leaseDurationSeconds = 40;
const renewEveryMs = 10_000;

/** Kinds a run creates, kept on its lease so that a sweep knows where to look: `v1/Pod,apps/v1/Deployment`. */
export const kindsAnnotation = 'pod-start-slo/kinds';

/** What a run has to scale back, kept on its lease for a sweep: core/experiments/scaling/scale-record.ts. */
export const scaledAnnotation = 'pod-start-slo/scaled';

/** Another namespace, in which pods of the run may be that help on the nodes. */
export const helpersAnnotation = 'pod-start-slo/node-helpers-in';

/** https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/lease-v1/ */
export interface LeaseSpec {
  holderIdentity: string;
  leaseDurationSeconds: number;
  /** RFC 3339 with microseconds, for people: what counts is that it changes. */
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

/** Those of one namespace, or of all. */
export function leasesListPath(namespace: string | null): string {
  return namespace === null ? '/apis/coordination.k8s.io/v1/leases' : leasesPath(namespace);
}

/** The part of a run that is a policy has leases of its own, in each namespace where it makes something. */
export const policyPart = 'policy';

/** @param part of the run, where several have a lease each */
export function leaseName(runId: string, part: string | null = null): string {
  return `pod-start-slo-${runId}${part === null ? '' : `-${part}`}`;
}

/** A run's sign of life (https://kubernetes.io/docs/concepts/architecture/leases/). */
export class RunLease {
  readonly #api: ApiClient;
  readonly #namespace: string;
  readonly #runId: string;
  readonly #clock: Clock;
  readonly #part: string | null;
  readonly #stop = new AbortController();
  #uid: unknown;

  /** @param part of the run, where several have a lease each */
  constructor(api: ApiClient, namespace: string, runId: string, clock: Clock, part: string | null = null) {
    this.#api = api;
    this.#namespace = namespace;
    this.#runId = runId;
    this.#clock = clock;
    this.#part = part;
  }

  /** @throws ApiError where leases may not be created: the run goes on without, and says so. */
  async open(
    kinds: readonly string[],
    signal: AbortSignal,
    notes: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    const labels = { [runIdLabel]: this.#runId, [managedByLabel]: managedByValue };
    const metadata = {
      name: this.#name,
      namespace: this.#namespace,
      labels,
      annotations: { [kindsAnnotation]: kinds.join(','), ...notes },
    };
    const object = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec: this.#spec() };
    const options = { clock: this.#clock, signal, ownLabels: { [runIdLabel]: this.#runId } };
    this.#uid = (await createNeeded(this.#api, { object, resource: leases }, options)).metadata['uid'];
    void this.#renew();
  }

  /** Keeps notes on the lease; null removes one. @throws ApiError */
  async annotate(annotations: Readonly<Record<string, string | null>>, signal: AbortSignal): Promise<void> {
    await this.#patch({ metadata: { annotations } }, signal);
  }

  /** Stops renewing and deletes the lease, this very one. @throws ApiError */
  async close(signal: AbortSignal): Promise<void> {
    this.#stop.abort();
    const body = { preconditions: { uid: this.#uid } };
    try {
      await this.#api.request({ method: 'DELETE', path: this.#path, body, signal });
    } catch (error) {
      if (!isReplaced(error)) throw error;
    }
  }

  /** Stops renewing but leaves the lease, so that a later sweep finds what could not be deleted. */
  abandon(): void {
    this.#stop.abort();
  }

  get #name(): string {
    return leaseName(this.#runId, this.#part);
  }

  get #path(): string {
    return `${leasesPath(this.#namespace)}/${this.#name}`;
  }

  /** Stamped with the API server's time as far as it is known, so that people can compare leases of several machines. */
  #spec(): LeaseSpec {
    const unixMs = this.#clock.unixUs() / 1000 + (this.#api.stats.clockSkew?.skewMs ?? 0);
    const renewTime = new Date(unixMs).toISOString().replace('Z', '000Z');
    return { holderIdentity: this.#runId, leaseDurationSeconds, renewTime };
  }

  async #renew(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      try {
        await this.#clock.sleep(renewEveryMs, signal);
        await this.#patch({ spec: this.#spec() }, signal);
      } catch {
        // A failed renewal is tried again at the next turn; the lease outlives three of them.
      }
    }
  }

  async #patch(body: object, signal: AbortSignal): Promise<void> {
    await this.#api.request({ method: 'PATCH', path: this.#path, body, contentType, signal });
  }
}

const contentType = 'application/merge-patch+json';

/** The notes on the lease of a run that is over; none where there is no lease. @throws ApiError */
export async function notesOf(
  api: ApiClient,
  namespace: string,
  runId: string,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  return (await findLease(api, namespace, leaseName(runId), signal))?.annotations ?? {};
}

/** Deletes a lease of a run that is over; none where there is no lease. @throws ApiError */
export async function deleteLease(
  api: ApiClient,
  { namespace, name, runId }: { namespace: string; name: string; runId: string },
  signal: AbortSignal,
): Promise<void> {
  const found = await findLease(api, namespace, name, signal);
  if (found?.labels?.[runIdLabel] !== runId) return;
  const body = { preconditions: { uid: found.uid } };
  try {
    await api.request({ method: 'DELETE', path: `${leasesPath(namespace)}/${name}`, body, signal });
  } catch (error) {
    if (!hasStatus(error, 404) && !isReplaced(error)) throw error;
  }
}

/** By a patch that changes nothing: that is a right which the run had itself, and reading the lease is not. */
async function findLease(
  api: ApiClient,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<LeaseMetadata | null> {
  const path = `${leasesPath(namespace)}/${name}`;
  try {
    const { body } = await api.request<{ metadata: LeaseMetadata }>({
      ...{ method: 'PATCH', path, body: {}, contentType, signal },
    });
    return body.metadata;
  } catch (error) {
    // Who may make none has none.
    if (hasStatus(error, 403, 404)) return null;
    throw error;
  }
}

interface LeaseMetadata {
  uid: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}
