import { messageOf } from '../../core/errors.ts';
import type { Observation, PodFacts } from '../../core/observation.ts';
import type { OpenIteration } from '../../core/ports.ts';
import type { PodLog } from '../../core/result.ts';
import { hasStatus } from '../api.ts';
import { resourcePath } from '../paths.ts';
import { isNodeReady } from './cluster-facts.ts';
import { goneWithinMs, IterationObjects, stillThere } from './iteration-objects.ts';
import { readPodLogs } from './pod-logs.ts';
import { StandingWorkload, type StandingParts } from './standing-workload.ts';

/**
 * An iteration on a workload that stands before the timed part begins. What is done to it is the experiment's; a target
 * that was there before is left there.
 */
export abstract class StandingIteration implements OpenIteration {
  readonly wasCached: OpenIteration['wasCached'];
  readonly throughService: () => boolean;
  protected readonly parts: StandingParts;
  protected readonly workload: StandingWorkload;
  readonly #objects: IterationObjects;
  /** Every pod seen, as it was seen last. */
  readonly #pods = new Map<string, PodFacts>();

  constructor(parts: StandingParts) {
    this.parts = parts;
    this.wasCached = parts.wasCached;
    this.throughService = parts.throughService;
    this.#objects = new IterationObjects(parts);
    this.workload = new StandingWorkload(parts, this.#objects);
  }

  /** Known once it is prepared. */
  abstract get expectedPods(): number;

  /** Sends the request that is timed from. */
  abstract start(): Promise<void>;

  /** Everything that the watch and the probes bring. */
  see(seen: Observation): void {
    if (seen.kind === 'pod') this.#pods.set(seen.pod.uid, seen.pod);
    this.workload.see(seen);
  }

  async prepare(): Promise<void> {
    const { clock, observe } = this.parts;
    const why = await this.workload.settle();
    if (why === null) return;
    const message = why.message === null ? why.reason : `${why.reason}: ${why.message}`;
    observe({
      kind: 'not-prepared',
      atMs: clock.nowMs(),
      unixUs: clock.unixUs(),
      reason: why.reason,
      message,
    });
  }

  async inspect(): Promise<void> {
    const { api, clock, observe, signal } = this.parts;
    const nodes = new Set([...this.#pods.values()].flatMap(({ nodeName }) => nodeName ?? []));
    for (const node of nodes) {
      if ((await isNodeReady(api, node, signal)) === false)
        observe({ kind: 'node-not-ready', atMs: clock.nowMs(), node });
    }
  }

  readLogs(signal: AbortSignal): Promise<readonly PodLog[]> {
    const { api, namespace } = this.parts;
    return readPodLogs({ api, namespace, pods: this.#pods.values(), signal });
  }

  async stopProbing(): Promise<void> {
    await Promise.all([this.parts.serviceProbe.end(), this.parts.podProbes.end()]);
  }

  async close(signal: AbortSignal): Promise<readonly string[]> {
    const { watch, scenario } = this.parts;
    await this.stopProbing();
    const problems = [
      ...(await this.restore(signal)),
      ...(await this.#objects.remove(signal)),
      ...(await this.#hurry(signal)),
    ];
    const left = await watch.untilEmpty(goneWithinMs + scenario.gracePeriodSeconds * 1000, signal);
    watch.detach();
    return [...problems, ...left.map(stillThere)];
  }

  /** Puts a target back as it was, before it is left. Says what could not be. */
  protected restore: (signal: AbortSignal) => Promise<readonly string[]> = () => Promise.resolve([]);

  /** Own pods that keep their long grace period for the measurement need not have it afterwards. */
  async #hurry(signal: AbortSignal): Promise<string[]> {
    const { api, namespace, scenario, target } = this.parts;
    if (target !== null) return [];
    const { gracePeriodSeconds } = scenario;
    const pods = [...this.workload.state.pods.values()];
    const problems = pods.map(async ({ name, uid }) => {
      const path = resourcePath({ namespace, resource: 'pods', name });
      const body = { gracePeriodSeconds, preconditions: { uid } };
      try {
        await api.request({ method: 'DELETE', path, body, signal });
        return [];
      } catch (error) {
        return hasStatus(error, 404, 409) ? [] : [`pod ${name} could not be deleted: ${messageOf(error)}`];
      }
    });
    return (await Promise.all(problems)).flat();
  }
}
