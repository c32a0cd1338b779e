import { isService } from '../../core/config/object-kinds.ts';
import type { Observation, PodFacts } from '../../core/observation.ts';
import type { OpenIteration } from '../../core/ports.ts';
import type { PodLog } from '../../core/result.ts';
import { boundedEach } from '../api/bounded.ts';
import type { Placed } from '../api/objects.ts';
import { podTemplateOf } from '../workload/pod-template.ts';
import { serviceFrom } from '../workload/service.ts';
import { expectedPods } from '../workload/render.ts';
import { IterationObjects, isRefused, type Refusal } from './iteration-objects.ts';
import { untilDeparted } from '../observe/departure.ts';
import { createOrder, createsAtOnce } from './create-order.ts';
import { endProbing, inspectOnce } from '../observe/last-inspection.ts';
import { readPodLogs } from '../observe/pod-logs.ts';
import type { IterationParts } from './iteration-parts.ts';

/** One pod-start iteration: creates its objects, asks its Service, deletes everything again. */
export class PodStartIteration implements OpenIteration {
  readonly expectedPods: number;
  readonly wasCached: OpenIteration['wasCached'];
  readonly throughService: () => boolean;
  readonly #parts: IterationParts;
  readonly #objects: IterationObjects;
  /** As they were seen last. */
  readonly #pods = new Map<string, PodFacts>();

  constructor(parts: IterationParts) {
    this.#parts = parts;
    this.#objects = new IterationObjects(parts);
    this.expectedPods = expectedPods(parts.objects.map(({ object }) => object));
    this.wasCached = parts.wasCached;
    this.throughService = parts.throughService;
  }

  /** Everything that the watch and the probes bring. */
  see(seen: Observation): void {
    if (seen.kind === 'pod') this.#pods.set(seen.pod.name, seen.pod);
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  async start(): Promise<void> {
    const { clock, objects, observe } = this.#parts;
    const startMs = clock.nowMs();
    observe({ kind: 'create-requested', atMs: startMs, unixUs: clock.unixUs() });
    const refusals: Refusal[] = [];
    for (const turn of createOrder(objects)) {
      await boundedEach(turn, createsAtOnce, async (placed) => {
        // What has not been sent when one is refused is not sent any more.
        if (refusals.length === 0) refusals.push(...(await this.#create(placed, startMs)));
      });
      const [refusal] = refusals;
      if (refusal === undefined) continue;
      this.#tellRefusal(refusal);
      return;
    }
    observe({ kind: 'all-created', atMs: clock.nowMs() });
  }

  /** What may pass was tried until time was up: the start is timed-out, and this is why. */
  #tellRefusal({ reason, message, isPassing }: Refusal): void {
    const kind = isPassing ? 'condition' : 'create-rejected';
    this.#parts.observe({ kind, atMs: this.#parts.clock.nowMs(), reason, message });
  }

  async #create(placed: Placed, startMs: number): Promise<Refusal[]> {
    const { clock, observe, scenario, serviceName, serviceProbe } = this.#parts;
    const stored = await this.#objects.create(placed, startMs + scenario.timeoutMs);
    if (isRefused(stored)) return [stored];
    if (podTemplateOf(placed.object) !== null) observe({ kind: 'create-accepted', atMs: clock.nowMs() });
    if (isService(stored) && stored.metadata.name === serviceName) serviceProbe.begin(serviceFrom(stored));
    return [];
  }

  async inspect(): Promise<void> {
    await inspectOnce(this.#parts, this.#pods);
  }

  readLogs(signal: AbortSignal): Promise<readonly PodLog[]> {
    const { api, namespace } = this.#parts;
    return readPodLogs({ api, namespace, pods: this.#pods.values(), signal });
  }

  async stopProbing(): Promise<void> {
    await endProbing(this.#parts);
  }

  async close(signal: AbortSignal): Promise<readonly string[]> {
    const { serviceProbe, watch, scenario, claims, ownLabels } = this.#parts;
    await this.stopProbing();
    if (!this.#parts.signal.aborted) await serviceProbe.measureFloor(signal);
    const { problems, refused } = await this.#objects.remove(signal);
    const left = await untilDeparted(watch, refused, scenario.gracePeriodSeconds, signal);
    watch.detach();
    return [...problems, ...left, ...(await claims.remove(ownLabels, signal))];
  }
}
