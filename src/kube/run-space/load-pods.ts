import type { V1Pod } from '@kubernetes/client-node';
import { messageOf, PodStartSloError } from '../../core/errors.ts';
import type { Load } from '../../core/plan.ts';
import { clusterError, hasStatus } from '../api.ts';
import { createObject, deleteSent, goneWithinMs, stillThere, untilGone, type Placed } from '../objects.ts';
import { ownershipLabels } from '../workload/labels.ts';
import { loadPod } from '../workload/load-pod.ts';
import { loadedNodes } from './load-nodes.ts';
import { placeObjects } from './place-objects.ts';
import type { RunContext } from './run-context.ts';

const runningWithinMs = 120_000;
const pollMs = 100;
/** For starting before the iteration and deleting after it, on top of the iteration's time-out. */
const marginSeconds = 300;

/** The load of a run: pods that keep its nodes busy while an iteration goes on, and at no other time. */
export class LoadPods {
  readonly #context: RunContext;
  /** Sent, whether or not an answer came: each may exist. */
  #sent: Placed[] = [];

  constructor(context: RunContext) {
    this.#context = context;
  }

  /** The pods as they would be created. */
  async place(load: Load, timeoutMs: number, signal: AbortSignal): Promise<Placed[]> {
    const { nodes, namespace, runId } = this.#context;
    const deadlineSeconds = Math.ceil(timeoutMs / 1000) + marginSeconds;
    const pods = loadedNodes(nodes, load).map(({ name, millicores }, index) =>
      loadPod(load, { namespace, runId, nodeName: name, index, millicores, deadlineSeconds }),
    );
    return await placeObjects(this.#context, pods, signal);
  }

  /** Resolves when all of it runs. What it created goes with `stop`, also where this throws. @throws PodStartSloError cluster */
  async start(load: Load, timeoutMs: number, signal: AbortSignal): Promise<void> {
    const { api, clock, runId } = this.#context;
    const deadlineMs = clock.nowMs() + runningWithinMs;
    const ownLabels = ownershipLabels({ runId, iteration: null });
    for (const placed of await this.place(load, timeoutMs, signal)) {
      this.#sent.push(placed);
      try {
        const stored = await createObject(api, placed, { clock, signal, deadlineMs, ownLabels });
        this.#sent.splice(-1, 1, { ...placed, object: stored });
      } catch (error) {
        throw clusterError(error, `creating the load Pod/${placed.object.metadata.name}`);
      }
    }
    for (const placed of this.#sent) await this.#untilRunning(placed, deadlineMs, signal);
  }

  /** Null where all of it runs; else what became of it. */
  async whatEnded(signal: AbortSignal): Promise<string | null> {
    for (const placed of this.#sent) {
      const state = await this.#stateOf(placed, signal);
      if (state.kind !== 'running') return `the load did not run to the end: ${state.why}`;
    }
    return null;
  }

  /** Deletes it and waits until it is gone. Never throws; says what is left. */
  async stop(signal: AbortSignal): Promise<string[]> {
    const left = await Promise.all(this.#sent.map((placed) => this.#remove(placed, signal)));
    this.#sent = this.#sent.filter((_, index) => left[index] !== null);
    return left.flatMap((problem) => problem ?? []);
  }

  async #untilRunning(placed: Placed, deadlineMs: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#context;
    for (;;) {
      const state = await this.#stateOf(placed, signal);
      if (state.kind === 'running') return;
      if (state.kind === 'ended' || clock.nowMs() > deadlineMs)
        throw new PodStartSloError(
          'cluster',
          `the load that keeps the nodes busy does not run: ${state.why}`,
          {
            hint: 'its image has to be there for every node, and its command must not end; see docs/several-scenarios.md',
          },
        );
      await clock.sleep(pollMs, signal);
    }
  }

  async #stateOf({ object }: Placed, signal: AbortSignal): Promise<LoadState> {
    const { namespace, name } = object.metadata;
    const path = `/api/v1/namespaces/${namespace ?? ''}/pods/${name}`;
    try {
      return stateOf((await this.#context.api.request<V1Pod>({ method: 'GET', path, signal })).body);
    } catch (error) {
      if (hasStatus(error, 404)) return { kind: 'ended', why: `pod ${name} is gone` };
      throw clusterError(error, `looking at the load Pod/${name}`);
    }
  }

  async #remove(placed: Placed, signal: AbortSignal): Promise<string | null> {
    const { api, clock, runId } = this.#context;
    const { name } = placed.object.metadata;
    try {
      const ownLabels = ownershipLabels({ runId, iteration: null });
      const going = await deleteSent(api, placed, { ownLabels, gracePeriodSeconds: 1, signal });
      if (going === null || (await untilGone(api, going, goneWithinMs, { clock, signal }))) return null;
      return stillThere(`the load pod ${name}`);
    } catch (error) {
      return `the load pod ${name} could not be deleted: ${messageOf(error)}`;
    }
  }
}

type LoadState = { kind: 'running' } | { kind: 'starting' | 'ended'; why: string };

function stateOf({ metadata, status }: V1Pod): LoadState {
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
