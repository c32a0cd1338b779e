import { messageOf } from '../../core/errors.ts';
import type { Reason } from '../../core/experiments/fold/reasons.ts';
import type { Observation, PodFacts } from '../../core/observation.ts';
import type { OpenIteration } from '../../core/ports.ts';
import type { PodLog } from '../../core/result.ts';
import { hasStatus } from '../api/api.ts';
import { boundedEach } from '../api/bounded.ts';
import { resourcePath } from '../api/paths.ts';
import { untilDeparted } from '../observe/departure.ts';
import { deletesAtOnce, IterationObjects } from './iteration-objects.ts';
import { endProbing, inspectOnce } from '../observe/last-inspection.ts';
import { readPodLogs } from '../observe/pod-logs.ts';
import { PreparedWorkload, type PreparedParts } from './prepared-workload.ts';

/**
 * An iteration on a workload that is complete before the timed part begins. The experiment says what is done to it. A
 * target that existed before is kept.
 */
export abstract class PreparedIteration implements OpenIteration {
  readonly wasCached: OpenIteration['wasCached'];
  readonly throughService: () => boolean;
  protected readonly parts: PreparedParts;
  protected readonly workload: PreparedWorkload;
  readonly #objects: IterationObjects;
  /** Every pod seen, as it was seen last. */
  readonly #pods = new Map<string, PodFacts>();

  constructor(parts: PreparedParts) {
    this.parts = parts;
    this.wasCached = parts.wasCached;
    this.throughService = parts.throughService;
    this.#objects = new IterationObjects(parts);
    this.workload = new PreparedWorkload(parts, this.#objects);
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
    await this.isPrepared();
  }

  /** Waits until the workload is complete, and reports why it is not. */
  protected async isPrepared(): Promise<boolean> {
    const why = await this.workload.settle();
    if (why !== null) this.notPrepared(why);
    return why === null;
  }

  protected notPrepared({ reason, message }: Reason): void {
    const { clock, observe } = this.parts;
    observe({
      kind: 'not-prepared',
      atMs: clock.nowMs(),
      unixUs: clock.unixUs(),
      reason,
      message: message === null ? reason : `${reason}: ${message}`,
    });
  }

  async inspect(): Promise<void> {
    await inspectOnce(this.parts, this.#pods);
  }

  readLogs(signal: AbortSignal): Promise<readonly PodLog[]> {
    const { api, namespace } = this.parts;
    return readPodLogs({ api, namespace, pods: this.#pods.values(), signal });
  }

  async stopProbing(): Promise<void> {
    await endProbing(this.parts);
  }

  async close(signal: AbortSignal): Promise<readonly string[]> {
    const { watch, claims, ownLabels } = this.parts;
    await this.stopProbing();
    const restored = await this.restore(signal);
    const { problems, refused } = await this.#objects.remove(signal);
    const undeleted = await this.#deletePods(signal);
    const left = await untilDeparted(watch, refused, this.#longestGraceSeconds(), signal);
    watch.detach();
    const claimsLeft = await claims.remove(ownLabels, signal);
    return [...restored, ...problems, ...undeleted, ...left, ...claimsLeft];
  }

  /** Restores a target, and returns what could not be restored. */
  protected restore: (signal: AbortSignal) => Promise<readonly string[]> = () => Promise.resolve([]);

  /** Not every container runtime shortens the grace period of a pod that is already being deleted. */
  #longestGraceSeconds(): number {
    const pods = [...this.#pods.keys()].flatMap((uid) => this.parts.watch.podOf(uid) ?? []);
    const own = pods.map(({ spec }) => spec?.terminationGracePeriodSeconds ?? 30);
    return Math.max(this.parts.scenario.gracePeriodSeconds, ...own);
  }

  /** Own pods have their long grace period for the measurement alone. */
  async #deletePods(signal: AbortSignal): Promise<string[]> {
    const { api, namespace, scenario, target } = this.parts;
    if (target !== null) return [];
    const { gracePeriodSeconds } = scenario;
    const pods = [...this.workload.state.pods.values()];
    const problems: string[] = [];
    await boundedEach(pods, deletesAtOnce, async ({ name, uid }) => {
      const path = resourcePath({ namespace, resource: 'pods', name });
      const body = { gracePeriodSeconds, preconditions: { uid } };
      try {
        await api.request({ method: 'DELETE', path, body, signal });
      } catch (error) {
        if (!hasStatus(error, 404, 409))
          problems.push(`pod ${name} could not be deleted: ${messageOf(error)}`);
      }
    });
    return problems;
  }
}
