import { PodStartSloError } from '../../core/errors.ts';
import type { Load } from '../../core/plan.ts';
import { clusterError } from '../api/api.ts';
import type { Placed } from '../api/objects.ts';
import { loadPod } from '../workload/load-pod.ts';
import { loadedNodes } from './load-nodes.ts';
import { placeObjects } from '../session/place-objects.ts';
import type { RunContext } from '../session/run-context.ts';
import { RunPods } from './run-pods.ts';

const runningWithinMs = 120_000;
/** For starting before the iteration and deleting after it, on top of the iteration's timeout. */
const marginSeconds = 300;

/** The load of a run: pods that keep its nodes busy while an iteration goes on, and at no other time. */
export class LoadPods {
  readonly #context: RunContext;
  readonly #pods: RunPods;
  /** Sent, whether or not an answer came: each may exist. */
  #sent: Placed[] = [];

  constructor(context: RunContext) {
    this.#context = context;
    this.#pods = new RunPods(context, 'load');
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
    const deadlineMs = this.#context.clock.nowMs() + runningWithinMs;
    for (const placed of await this.place(load, timeoutMs, signal)) {
      this.#sent.push(placed);
      try {
        this.#sent.splice(-1, 1, await this.#pods.create(placed, deadlineMs, signal));
      } catch (error) {
        throw clusterError(error, `creating the load Pod/${placed.object.metadata.name}`);
      }
    }
    for (const placed of this.#sent) {
      const why = await this.#pods.untilRunning(placed, deadlineMs, signal);
      if (why !== null) throw notRunning(why);
    }
  }

  /** Null where all of it runs; else what became of it. */
  async whatEnded(signal: AbortSignal): Promise<string | null> {
    for (const placed of this.#sent) {
      const state = await this.#pods.stateOf(placed, signal);
      if (state.kind !== 'running') return `the load did not run to the end: ${state.why}`;
    }
    return null;
  }

  /** Deletes it and waits until it is gone. Never throws; says what is left. */
  async stop(signal: AbortSignal): Promise<string[]> {
    const left = await Promise.all(this.#sent.map((placed) => this.#pods.remove(placed, signal)));
    this.#sent = this.#sent.filter((_, index) => left[index] !== null);
    return left.flatMap((problem) => problem ?? []);
  }
}

function notRunning(why: string): PodStartSloError {
  return new PodStartSloError('cluster', `the load that keeps the nodes busy does not run: ${why}`, {
    hint: 'its image has to be there for every node, and its command must not end; see docs/configuration.md#several-images-several-conditions',
  });
}
