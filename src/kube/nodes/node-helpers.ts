import { messageOf, PodStartSloError } from '../../core/errors.ts';
import { helperNamespaceHint, helperNamespaceOf } from '../../core/node-helper.ts';
import type { NodeHelperPlan } from '../../core/plan.ts';
import { clusterError } from '../api/api.ts';
import { podResource } from '../api/discovery.ts';
import { execInPod, isMissing } from '../api/exec.ts';
import type { Placed } from '../api/objects.ts';
import { nodeHelperCommand, nodeHelperPod } from '../workload/node-helper-pod.ts';
import type { RunContext } from '../session/run-context.ts';
import { RunPods } from './run-pods.ts';

const runningWithinMs = 120_000;
const commandWithinMs = 60_000;
/** A helper that is older is made anew, so that it does not end in the middle of a start. */
const usedForMs = 3_600_000;
const marginMs = 600_000;

interface Helper {
  placed: Placed;
  /** On the runner's clock. */
  sinceMs: number;
}

/**
 * Pods that run the nodes' own programs, one on each node that was asked for. They stay while the run goes on, so that none
 * of them starts or ends beside a start that is measured; they idle meanwhile.
 */
export class NodeHelpers {
  readonly namespace: string;
  readonly #context: RunContext;
  readonly #plan: NodeHelperPlan;
  readonly #pods: RunPods;
  readonly #lifetimeMs: number;
  readonly #indexes = new Map<string, number>();
  /** By node. Sent, whether or not an answer came: each may exist. */
  readonly #helpers = new Map<string, Helper>();

  /** @param longestStartMs of the starts between two calls of `on` */
  constructor(context: RunContext, plan: NodeHelperPlan, longestStartMs: number) {
    this.#context = context;
    this.#plan = plan;
    this.namespace = helperNamespaceOf(plan, context.namespace);
    this.#pods = new RunPods(context, 'node helper');
    this.#lifetimeMs = usedForMs + longestStartMs + marginMs;
  }

  /** The pod for a node, as it would be created. */
  place(nodeName: string): Placed {
    const { image } = this.#plan;
    const index = this.#indexes.get(nodeName) ?? this.#indexes.size;
    this.#indexes.set(nodeName, index);
    const deadlineSeconds = Math.ceil(this.#lifetimeMs / 1000);
    const { runId, namespace: leaseNamespace } = this.#context;
    const place = { image, namespace: this.namespace, leaseNamespace, runId, nodeName, index };
    return { object: nodeHelperPod({ ...place, deadlineSeconds }), resource: podResource };
  }

  /** Resolves when there is one on each of the nodes. @throws PodStartSloError cluster */
  async on(nodes: readonly string[], signal: AbortSignal): Promise<void> {
    const deadlineMs = this.#context.clock.nowMs() + runningWithinMs;
    await Promise.all(nodes.map((node) => this.#ensure(node, deadlineMs, signal)));
  }

  /** What the program printed. @throws PodStartSloError cluster where it does not end well */
  async run(node: string, program: readonly string[], signal: AbortSignal): Promise<string> {
    const { name } = this.place(node).object.metadata;
    const hint = `running commands in it needs get and create on pods/exec in namespace ${this.namespace}`;
    const until = AbortSignal.any([signal, AbortSignal.timeout(commandWithinMs)]);
    const request = {
      namespace: this.namespace,
      pod: name,
      ...nodeHelperCommand(program),
      hint,
      signal: until,
    };
    const words = program.slice(0, 2).join(' ');
    const end = await execInPod(this.#context.api, request).catch((error: unknown) => {
      signal.throwIfAborted();
      if (!until.aborted) throw error;
      const message = `${words} did not end on node ${node} within ${commandWithinMs / 1000} s`;
      throw new PodStartSloError('cluster', message);
    });
    if (end.exitCode === 0) return end.stdout;
    const how = end.exitCode === null ? 'it did not end' : `exit code ${end.exitCode}`;
    const missing = { hint: `the node needs ${program[0] ?? ''}` };
    throw new PodStartSloError(
      'cluster',
      `${words} failed on node ${node} (${how}): ${end.said}`,
      isMissing(end) ? missing : {},
    );
  }

  /** Deletes them and waits until they are gone. Never throws; says what is left. */
  async stop(signal: AbortSignal): Promise<string[]> {
    const left = await Promise.all(
      [...this.#helpers].map(async ([node, { placed }]) => {
        const problem = await this.#pods.remove(placed, signal);
        if (problem === null) this.#helpers.delete(node);
        return problem === null ? [] : [`${problem} (namespace ${this.namespace})`];
      }),
    );
    return left.flat();
  }

  async #ensure(node: string, deadlineMs: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#context;
    const known = this.#helpers.get(node);
    if (known !== undefined) {
      const isYoung = clock.nowMs() - known.sinceMs < usedForMs;
      if (isYoung && (await this.#pods.stateOf(known.placed, signal)).kind === 'running') return;
      const problem = await this.#pods.remove(known.placed, signal);
      if (problem !== null) throw new PodStartSloError('cluster', problem);
    }
    await this.#start(node, deadlineMs, signal);
  }

  async #start(node: string, deadlineMs: number, signal: AbortSignal): Promise<void> {
    const helper = { placed: this.place(node), sinceMs: this.#context.clock.nowMs() };
    this.#helpers.set(node, helper);
    try {
      helper.placed = await this.#pods.create(helper.placed, deadlineMs, signal);
    } catch (error) {
      signal.throwIfAborted();
      throw helperRefused(error, this.namespace);
    }
    const why = await this.#pods.untilRunning(helper.placed, deadlineMs, signal);
    if (why !== null)
      throw new PodStartSloError('cluster', `the node helper on node ${node} does not run: ${why}`, {
        hint: 'its image has to be there for every node and hold the program chroot; --node-helper-image names another',
      });
  }
}

/** Why the pod may not be made, with what to do. */
export function helperRefused(error: unknown, namespace: string): PodStartSloError {
  if (!/violates? PodSecurity/.test(messageOf(error)))
    return clusterError(error, `creating the node helper in namespace ${namespace}`);
  return new PodStartSloError(
    'cluster',
    `namespace ${namespace} does not admit the node helper, which sees the file system of its node: ${messageOf(error)}`,
    { status: 403, hint: helperNamespaceHint },
  );
}
