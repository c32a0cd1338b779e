import { messageOf } from '../../core/errors.ts';
import type { Observation, PodFacts } from '../../core/observation.ts';
import type { Scenario } from '../../core/plan.ts';
import type { Clock, OpenIteration } from '../../core/ports.ts';
import type { PodLog } from '../../core/result.ts';
import { clusterError, hasStatus, type ApiClient, type ApiError } from '../api.ts';
import { createObject, deleteObject, findOwn, untilGone, type Placed } from '../objects.ts';
import { podTemplateOf } from '../workload/pod-template.ts';
import { serviceFrom } from '../workload/service.ts';
import { expectedPods } from '../workload/render.ts';
import { isDenied } from './check-objects.ts';
import { isNodeReady } from './cluster-facts.ts';
import { readPodLogs } from './pod-logs.ts';
import type { PodProbes } from './pod-probe.ts';
import type { RunWatch } from './run-watch.ts';
import type { ServiceProbe } from './service-probe.ts';

export interface IterationParts {
  api: ApiClient;
  clock: Clock;
  scenario: Scenario;
  namespace: string;
  /** In the order they are created. */
  objects: readonly Placed[];
  /** Name of the Service that is asked. */
  serviceName: string;
  ownLabels: Readonly<Record<string, string>>;
  watch: RunWatch;
  serviceProbe: ServiceProbe;
  podProbes: PodProbes;
  observe: (seen: Observation) => void;
  wasCached: OpenIteration['wasCached'];
  throughService: () => boolean;
  signal: AbortSignal;
}

/** How long objects may take to go, on top of the grace period; a stuck finalizer must not hold the run for ever. */
const goneWithinMs = 30_000;

/** One pod-start iteration: creates its objects, asks its Service, deletes everything again. */
export class PodStartIteration implements OpenIteration {
  readonly expectedPods: number;
  readonly wasCached: OpenIteration['wasCached'];
  readonly throughService: () => boolean;
  readonly #parts: IterationParts;
  /** Sent, whether or not an answer came: each may exist. */
  readonly #sent: Placed[] = [];
  #nodeNames = new Set<string>();
  /** As they were seen last. */
  readonly #pods = new Map<string, PodFacts>();

  constructor(parts: IterationParts) {
    this.#parts = parts;
    this.expectedPods = expectedPods(parts.objects.map(({ object }) => object));
    this.wasCached = parts.wasCached;
    this.throughService = parts.throughService;
  }

  /** A pod of the iteration, as it is now. */
  seePod(pod: PodFacts): void {
    this.#pods.set(pod.name, pod);
    if (pod.nodeName !== null) this.#nodeNames.add(pod.nodeName);
  }

  prepare(): Promise<void> {
    return Promise.resolve();
  }

  async start(): Promise<void> {
    const { clock, objects, observe, scenario } = this.#parts;
    const startMs = clock.nowMs();
    observe({ kind: 'create-requested', atMs: startMs, unixUs: clock.unixUs() });
    for (const placed of objects) {
      try {
        await this.#create(placed, startMs + scenario.timeoutMs);
      } catch (error) {
        if (!isRefusal(error))
          throw clusterError(error, `creating ${placed.object.kind}/${placed.object.metadata.name}`);
        const { reason, message } = error;
        observe({
          kind: 'create-rejected',
          atMs: clock.nowMs(),
          reason: reason === '' ? `HTTP${error.status}` : reason,
          message,
        });
        return;
      }
    }
    observe({ kind: 'all-created', atMs: clock.nowMs() });
  }

  async inspect(): Promise<void> {
    const { api, clock, observe, signal } = this.#parts;
    for (const node of this.#nodeNames) {
      if ((await isNodeReady(api, node, signal)) === false)
        observe({ kind: 'node-not-ready', atMs: clock.nowMs(), node });
    }
  }

  readLogs(signal: AbortSignal): Promise<readonly PodLog[]> {
    const { api, namespace } = this.#parts;
    return readPodLogs({ api, namespace, pods: this.#pods.values(), signal });
  }

  async stopProbing(): Promise<void> {
    await Promise.all([this.#parts.serviceProbe.end(), this.#parts.podProbes.end()]);
  }

  async close(signal: AbortSignal): Promise<readonly string[]> {
    const { serviceProbe, watch, scenario } = this.#parts;
    await this.stopProbing();
    if (!this.#parts.signal.aborted) await serviceProbe.measureFloor(signal);
    const problems = (await Promise.all(this.#sent.map((placed) => this.#delete(placed, signal)))).flat();
    const left = await watch.untilEmpty(goneWithinMs + scenario.gracePeriodSeconds * 1000, signal);
    watch.detach();
    return [...problems, ...left.map(stillThere)];
  }

  async #create(placed: Placed, deadlineMs: number): Promise<void> {
    const { api, clock, signal, ownLabels, observe, serviceName, serviceProbe } = this.#parts;
    this.#sent.push(placed);
    const stored = await createObject(api, placed, { clock, signal, deadlineMs, ownLabels });
    if (podTemplateOf(placed.object) !== null) observe({ kind: 'create-accepted', atMs: clock.nowMs() });
    if (stored.kind === 'Service' && stored.metadata.name === serviceName)
      serviceProbe.begin(serviceFrom(stored));
    this.#sent.splice(this.#sent.indexOf(placed), 1, { ...placed, object: stored });
  }

  async #delete(placed: Placed, signal: AbortSignal): Promise<string[]> {
    const { api, clock, scenario, ownLabels } = this.#parts;
    const { kind, metadata } = placed.object;
    try {
      const isStored = metadata['uid'] !== undefined;
      const known = isStored ? placed : await findOwn(api, placed, ownLabels, signal);
      if (known === null) return [];
      const state = await deleteObject(api, known, scenario.gracePeriodSeconds, signal);
      // Pods are waited for on the watch.
      if (state === 'gone' || kind === 'Pod') return [];
      const gone = await untilGone(api, known, goneWithinMs, { clock, signal });
      return gone ? [] : [stillThere(`${kind} ${metadata.name}`)];
    } catch (error) {
      return [`${kind} ${metadata.name} could not be deleted: ${messageOf(error)}`];
    }
  }
}

function stillThere(what: string): string {
  return `${what} is still there ${goneWithinMs / 1000} s after its deletion`;
}

/** A no of the cluster's policy to this workload, as opposed to a no to this user or a broken API server. */
function isRefusal(error: unknown): error is ApiError {
  return hasStatus(error, 400, 403, 404, 422) && !isDenied(error);
}
