import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import type { Manifest } from '../../core/plan.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';
import { clusterScopedProblem, Discovery } from '../api/discovery.ts';
import { createObject, deleteSent, type Placed } from '../api/objects.ts';
import { ownershipLabels } from '../workload/labels.ts';
import { inInstallOrder } from '../workload/install-order.ts';
import { own } from '../workload/render.ts';
import { untilDone } from './until-done.ts';

export interface SetupContext {
  api: ApiClient;
  discovery: Discovery;
  clock: Clock;
  namespace: string;
  runId: string;
  allowClusterScoped: boolean;
}

const createWithinMs = 30_000;

/** What is applied once before the first iteration (pull secrets, config maps, Jobs) and deleted at the end. */
export class SetupObjects {
  readonly #context: SetupContext;
  /** Sent, whether or not an answer came: each may exist. */
  readonly #sent: Placed[] = [];

  constructor(context: SetupContext) {
    this.#context = context;
  }

  /** Jobs have run to their end when it resolves. @throws PodStartSloError */
  async create(manifests: readonly Manifest[], signal: AbortSignal): Promise<void> {
    const { api, discovery, clock, namespace, runId, allowClusterScoped } = this.#context;
    const ownLabels = ownershipLabels({ runId, iteration: null });
    for (const { object, source } of inInstallOrder(manifests, (each) => each.object)) {
      const resource = await discovery.resourceOf(object, signal);
      if (!resource.namespaced && !allowClusterScoped) throw clusterScopedProblem(resource, source);
      const placed = { object: own(object, namespace, { runId, iteration: null }), resource };
      this.#sent.push(placed);
      try {
        const deadlineMs = clock.nowMs() + createWithinMs;
        const stored = await createObject(api, placed, { clock, signal, deadlineMs, ownLabels });
        this.#sent.splice(-1, 1, { object: stored, resource });
      } catch (error) {
        throw clusterError(error, `creating ${object.kind}/${object.metadata.name} of ${source}`);
      }
    }
    for (const placed of this.#sent) await untilDone(api, placed, { clock, signal });
  }

  /**
   * Never throws; says what is left.
   * @param goesWithNamespace whether the namespace is deleted, and with it all but what belongs to none
   */
  async remove(goesWithNamespace: boolean, signal: AbortSignal): Promise<string[]> {
    const { api, runId } = this.#context;
    const ownLabels = ownershipLabels({ runId, iteration: null });
    const left: string[] = [];
    for (const placed of this.#sent.reverse()) {
      if (goesWithNamespace && placed.resource.namespaced) continue;
      try {
        await deleteSent(api, placed, { ownLabels, gracePeriodSeconds: 1, signal });
      } catch (error) {
        if (hasStatus(error, 404)) continue;
        const { kind, metadata } = placed.object;
        left.push(`${kind}/${metadata.name} could not be deleted: ${messageOf(error)}`);
      }
    }
    return left;
  }
}
