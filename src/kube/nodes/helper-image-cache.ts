import type { V1Node } from '@kubernetes/client-node';
import { PodStartSloError } from '../../core/errors.ts';
import { removeFromNodes } from '../../core/image-cache/remove.ts';
import { fewerNodesHint, noNodeTakes, tooManyNodes } from '../../core/node-helper.ts';
import {
  removingScenarios,
  startedScenarios,
  type NodeHelperPlan,
  type Plan,
  type Scenario,
} from '../../core/plan.ts';
import type { ImageCache } from '../../core/ports.ts';
import { clusterError } from '../api/api.ts';
import { collectionPath } from '../api/discovery.ts';
import { rendered } from '../session/scenario-space.ts';
import { listNodes } from './cluster-facts.ts';
import { landingNodes } from './landing-nodes.ts';
import { mostNodes } from './load-nodes.ts';
import { helperRefused, NodeHelpers } from './node-helpers.ts';
import type { RunContext } from '../session/run-context.ts';

/** Removes images by pods on the nodes, for a cluster of which nothing but its API is known. */
export class HelperImageCache implements ImageCache {
  readonly #context: RunContext;
  readonly #helpers: NodeHelpers;

  constructor(context: RunContext, helper: NodeHelperPlan, plan: Plan) {
    const timeouts = startedScenarios(plan).map(({ timeoutMs }) => timeoutMs);
    this.#context = context;
    // The scenarios take turns: between two starts of one there is one of each other.
    this.#helpers = new NodeHelpers(
      context,
      helper,
      timeouts.reduce((sum, each) => sum + each, 0),
    );
  }

  /** Where its pods are. */
  get namespace(): string {
    return this.#helpers.namespace;
  }

  async remove(
    images: readonly string[],
    scenario: Scenario,
    signal: AbortSignal,
  ): Promise<ReadonlySet<string>> {
    const nodes = await this.#nodesFor(scenario, signal);
    await this.#helpers.on(nodes, signal);
    await removeFromNodes({
      ...{ images, nodes },
      run: (node, program) => this.#helpers.run(node, program, signal),
      sleep: (ms) => this.#context.clock.sleep(ms, signal),
    });
    return new Set(nodes);
  }

  /**
   * Whether it can work for the plan, as far as that can be said before anything is made.
   * @param namespace null where that of its pods is not made yet
   * @throws PodStartSloError cluster
   */
  async check(plan: Plan, namespace: string | null, signal: AbortSignal): Promise<void> {
    for (const scenario of removingScenarios(plan)) {
      const [node = ''] = await this.#nodesFor(scenario, signal);
      if (namespace !== null) await this.#tryOut(node, namespace, signal);
    }
  }

  /** Never throws; says what is left. */
  stop(signal: AbortSignal): Promise<string[]> {
    return this.#helpers.stop(signal);
  }

  async #tryOut(node: string, namespace: string, signal: AbortSignal): Promise<void> {
    const { object, resource } = this.#helpers.place(node);
    const path = collectionPath(resource, namespace);
    try {
      const query = { dryRun: 'All' };
      await this.#context.api.request({ method: 'POST', path, query, body: object, signal });
    } catch (error) {
      signal.throwIfAborted();
      throw helperRefused(error, namespace);
    }
  }

  /** Looked at anew each time: nodes come and go while a run goes on. */
  async #nodesFor(scenario: Scenario, signal: AbortSignal): Promise<string[]> {
    const { namespace, inCluster } = this.#context;
    const objects = rendered(scenario, namespace, { runId: 'none', iteration: null }, inCluster);
    const nodes = landingNodes(await this.#listNodes(signal), objects);
    if (nodes.length === 0) throw new PodStartSloError('cluster', noNodeTakes(scenario.name));
    if (nodes.length > mostNodes)
      throw new PodStartSloError('cluster', tooManyNodes(scenario.name, nodes.length, mostNodes), {
        hint: fewerNodesHint,
      });
    return nodes;
  }

  async #listNodes(signal: AbortSignal): Promise<V1Node[]> {
    try {
      return await listNodes(this.#context.api, signal);
    } catch (error) {
      throw clusterError(error, 'listing the nodes');
    }
  }
}
