import { messageOf } from '../../core/errors.ts';
import type { KubernetesObject, Scenario } from '../../core/plan.ts';
import type { Clock, Report } from '../../core/ports.ts';
import { boundedEach } from '../api/bounded.ts';
import { clusterError, hasStatus, isNamespaceGone, type ApiClient, type ApiError } from '../api/api.ts';
import {
  createObject,
  deleteSent,
  goneWithinMs,
  stillThere,
  untilGone,
  type Placed,
} from '../api/objects.ts';
import { isPassingRefusal } from '../api/refusal.ts';
import { patiently } from '../api/retry.ts';
import { isDenied } from '../session/check-objects.ts';

export interface IterationObjectsParts {
  api: ApiClient;
  clock: Clock;
  scenario: Pick<Scenario, 'gracePeriodSeconds'>;
  ownLabels: Readonly<Record<string, string>>;
  report: Report;
  signal: AbortSignal;
}

/** Deletions under way at the same time; those of a Service and its pod are not to wait for each other. */
export const deletesAtOnce = 20;

/** A no of the cluster's policy to an object of the workload. */
export interface Refusal {
  reason: string;
  message: string;
  /** Whether it may have been taken later: then time was up. */
  isPassing: boolean;
}

/** What came of deleting. */
export interface Removal {
  /** What is left, and why. */
  problems: string[];
  /** Whose deletion was refused: nothing makes them go. */
  refused: Placed[];
}

/** What one iteration creates, to be deleted again whether or not its requests were answered. */
export class IterationObjects {
  readonly #parts: IterationObjectsParts;
  /** Sent, whether or not an answer came: each may exist. */
  readonly #sent: Placed[] = [];

  constructor(parts: IterationObjectsParts) {
    this.#parts = parts;
  }

  /** The object as it is stored, or why the cluster refuses it. @throws PodStartSloError */
  async create(placed: Placed, deadlineMs: number): Promise<KubernetesObject | Refusal> {
    const { api, clock, signal, ownLabels } = this.#parts;
    this.#sent.push(placed);
    const firstMs = clock.nowMs();
    let refused: unknown = null;
    const onRetry = (error: unknown): void => {
      refused ??= error;
    };
    try {
      const stored = await createObject(api, placed, { clock, signal, deadlineMs, ownLabels, onRetry });
      this.#sent[this.#sent.indexOf(placed)] = { ...placed, object: identityOf(stored) };
      if (refused !== null) this.#noteRetries(placed, clock.nowMs() - firstMs, refused);
      return stored;
    } catch (error) {
      const isPassing = isPassingRefusal(error);
      if (!isPassing && !isRefusal(error))
        throw clusterError(error, `creating ${placed.object.kind}/${placed.object.metadata.name}`);
      const { reason, message, status } = error;
      return { reason: reason === '' ? `HTTP${status}` : reason, message, isPassing };
    }
  }

  /** What a retry took is part of the start, and nothing else shows it. */
  #noteRetries({ object }: Placed, tookMs: number, refused: unknown): void {
    const name = `${object.kind}/${object.metadata.name}`;
    const message = `${name} was created ${(tookMs / 1000).toFixed(1)} s after the first request for it (${messageOf(refused)}); the start includes that time`;
    this.#parts.report({ kind: 'note', level: 'info', message });
  }

  /** Deletes everything and waits until it is gone, but for pods, which are seen on a watch. */
  async remove(signal: AbortSignal): Promise<Removal> {
    const removal: Removal = { problems: [], refused: [] };
    await boundedEach(this.#sent, deletesAtOnce, (placed) => this.#delete(placed, removal, signal));
    return removal;
  }

  async #delete(placed: Placed, { problems, refused }: Removal, signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    const { kind, metadata } = placed.object;
    try {
      const isGone = await patiently(() => this.#deleteOnce(placed, signal), { clock, signal });
      if (!isGone) problems.push(stillThere(`${kind} ${metadata.name}`));
    } catch (error) {
      problems.push(`${kind} ${metadata.name} could not be deleted: ${messageOf(error)}`);
      if (hasStatus(error, 401, 403)) refused.push(placed);
    }
  }

  /** False when it is still there after its time. It is deleted by its uid, so that doing it twice does no more. */
  async #deleteOnce(placed: Placed, signal: AbortSignal): Promise<boolean> {
    const { api, clock, scenario, ownLabels } = this.#parts;
    const { gracePeriodSeconds } = scenario;
    const going = await deleteSent(api, placed, { ownLabels, gracePeriodSeconds, signal });
    // Pods are waited for on the watch.
    if (going === null || placed.object.kind === 'Pod') return true;
    return await untilGone(api, going, goneWithinMs, { clock, signal });
  }
}

export function isRefused(created: KubernetesObject | Refusal): created is Refusal {
  return !('kind' in created);
}

/** A no of the cluster's policy to this workload, as opposed to one to this user or to all that is in the namespace. */
function isRefusal(error: unknown): error is ApiError {
  return hasStatus(error, 400, 403, 404, 422) && !isDenied(error) && !isNamespaceGone(error);
}

/** What it takes to delete it; a burst would else be held twice. */
function identityOf({ apiVersion, kind, metadata }: KubernetesObject): KubernetesObject {
  const { name, namespace = '', uid } = metadata;
  return { apiVersion, kind, metadata: { name, namespace, uid } };
}
