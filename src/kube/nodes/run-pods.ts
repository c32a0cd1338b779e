import type { V1Pod } from '@kubernetes/client-node';
import { messageOf } from '../../core/errors.ts';
import { clusterError, hasStatus } from '../api/api.ts';
import {
  createObject,
  deleteSent,
  goneWithinMs,
  stillThere,
  untilGone,
  type Placed,
} from '../api/objects.ts';
import { ownershipLabels } from '../workload/labels.ts';
import type { RunContext } from '../session/run-context.ts';

const pollMs = 100;
/** They have nothing to finish. */
const gracePeriodSeconds = 1;

export type PodState = { kind: 'running' } | { kind: 'starting' | 'ended'; why: string };

/** Pods that a run has beside its iterations. */
export class RunPods {
  readonly #context: RunContext;
  /** What they are, for people: `load`. */
  readonly #what: string;

  constructor(context: RunContext, what: string) {
    this.#context = context;
    this.#what = what;
  }

  /** Resolves with the pod as it is stored. @throws ApiError; PodStartSloError usage */
  async create(placed: Placed, deadlineMs: number, signal: AbortSignal): Promise<Placed> {
    const { api, clock } = this.#context;
    const options = { clock, signal, deadlineMs, ownLabels: this.#ownLabels };
    return { ...placed, object: await createObject(api, placed, options) };
  }

  /** Resolves with why it does not run by then, null where it does. @throws PodStartSloError cluster */
  async untilRunning(placed: Placed, deadlineMs: number, signal: AbortSignal): Promise<string | null> {
    const { clock } = this.#context;
    for (;;) {
      const state = await this.stateOf(placed, signal);
      if (state.kind === 'running') return null;
      if (state.kind === 'ended' || clock.nowMs() > deadlineMs) return state.why;
      await clock.sleep(pollMs, signal);
    }
  }

  /** @throws PodStartSloError cluster */
  async stateOf({ object }: Placed, signal: AbortSignal): Promise<PodState> {
    const { namespace, name } = object.metadata;
    const path = `/api/v1/namespaces/${namespace ?? ''}/pods/${name}`;
    try {
      return stateOf((await this.#context.api.request<V1Pod>({ method: 'GET', path, signal })).body);
    } catch (error) {
      if (hasStatus(error, 404)) return { kind: 'ended', why: `pod ${name} is gone` };
      throw clusterError(error, `looking at the ${this.#what} Pod/${name}`);
    }
  }

  /** Deletes a pod, also one of which nobody knows whether it was stored, and waits until it is gone. Says what is left. */
  async remove(placed: Placed, signal: AbortSignal): Promise<string | null> {
    const { api, clock } = this.#context;
    const { name } = placed.object.metadata;
    try {
      const ownLabels = this.#ownLabels;
      const going = await deleteSent(api, placed, { ownLabels, gracePeriodSeconds, signal });
      if (going === null || (await untilGone(api, going, goneWithinMs, { clock, signal }))) return null;
      return stillThere(`the ${this.#what} pod ${name}`);
    } catch (error) {
      return `the ${this.#what} pod ${name} could not be deleted: ${messageOf(error)}`;
    }
  }

  get #ownLabels(): Record<string, string> {
    return ownershipLabels({ runId: this.#context.runId, iteration: null });
  }
}

function stateOf({ metadata, status }: V1Pod): PodState {
  const name = metadata?.name ?? '';
  const phase = status?.phase ?? 'Pending';
  const state = status?.containerStatuses?.[0]?.state;
  if (metadata?.deletionTimestamp !== undefined)
    return { kind: 'ended', why: `pod ${name} is being deleted` };
  if (phase === 'Running' && state?.running !== undefined) return { kind: 'running' };
  const details = [
    status?.reason ?? state?.terminated?.reason ?? state?.waiting?.reason,
    status?.message ?? state?.terminated?.message ?? state?.waiting?.message,
    state?.terminated === undefined ? undefined : `exit code ${state.terminated.exitCode}`,
    ...(status?.conditions ?? []).map((each) => (each.type === 'PodScheduled' ? each.message : undefined)),
  ].filter((detail) => detail !== undefined);
  const why = [`pod ${name} is ${phase}`, ...details].join(', ');
  return { kind: phase === 'Failed' || phase === 'Succeeded' ? 'ended' : 'starting', why };
}
