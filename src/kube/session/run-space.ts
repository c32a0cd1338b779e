import { messageOf } from '../../core/errors.ts';
import { experimentOf } from '../../core/experiments/registry.ts';
import type { PolicyCluster } from '../../core/steps/ports.ts';
import type { Manifest, Plan, Scenario } from '../../core/plan.ts';
import type { ImageCache, OpenIteration, RunSpace, SpaceMeasurement } from '../../core/ports.ts';
import type { ProbedPort } from '../../core/service-port.ts';
import type { Observation } from '../../core/observation.ts';
import type { ClusterFacts, Via } from '../../core/result.ts';
import type { WorkloadTraits } from '../../core/causes.ts';
import { imagesOf } from '../workload/render.ts';
import { openPolicy, type OpenPolicyOptions } from '../policy/open.ts';
import { besideLoad } from '../nodes/beside-load.ts';
import type { HelperImageCache } from '../nodes/helper-image-cache.ts';
import { ImagePresence } from '../nodes/image-presence.ts';
import type { RunLease } from './lease.ts';
import { LoadPods } from '../nodes/load-pods.ts';
import { deleteNamespace } from './namespace.ts';
import type { RunContext } from './run-context.ts';
import { RunWatch } from '../observe/run-watch.ts';
import { rendered, ScenarioSpace, scenarioTraits, type SharedByScenarios } from './scenario-space.ts';
import { ScaleRecords } from '../iteration/scale-records.ts';
import type { SetupObjects } from './setup-objects.ts';
import { ownScope } from '../observe/watch-scope.ts';

export interface RunSpaceParts {
  context: RunContext;
  facts: ClusterFacts;
  setup: SetupObjects;
  /** Null where leases may not be made. */
  lease: RunLease | null;
  /** Of the namespace that was created for the run, and goes with it; null where it is the user's. */
  ownUid: string | null;
  /** Null where images are removed from nodes without pods on them, or not at all. */
  imageCache: HelperImageCache | null;
}

/** A run's place in the cluster, over the API. */
export class KubeRunSpace implements RunSpace {
  readonly namespace: string;
  readonly facts: ClusterFacts;
  readonly #parts: RunSpaceParts;
  /** Of all scenarios: the pods of one are what another must not find. */
  readonly #shared: SharedByScenarios;
  readonly #load: LoadPods;
  readonly #scenarios = new Map<Scenario, ScenarioSpace>();
  #iterations = 0;
  #steps: PolicyCluster | null = null;

  constructor(parts: RunSpaceParts) {
    this.#parts = parts;
    this.namespace = parts.context.namespace;
    this.facts = parts.facts;
    const { context, lease } = parts;
    this.#load = new LoadPods(context);
    this.#shared = {
      watch: new RunWatch({ ...context, scope: ownScope(context.runId) }),
      images: new ImagePresence(context.nodes),
      scaleRecords: new ScaleRecords(lease, context.report),
    };
  }

  async setUp(manifests: readonly Manifest[], signal: AbortSignal): Promise<void> {
    await this.#parts.setup.create(manifests, signal);
  }

  async openIteration(
    scenario: Scenario,
    _index: number,
    report: (seen: Observation) => void,
    signal: AbortSignal,
  ): Promise<OpenIteration> {
    const space = this.#scenarios.get(scenario) ?? (await this.#enter(scenario, signal));
    this.#iterations += 1;
    const iteration = String(this.#iterations);
    const load = scenario.condition?.load ?? null;
    if (load === null) return await space.openIteration(iteration, report, signal);
    // A workload that has to be complete first may take as long for that again.
    const lastsMs = isPreparedFirst(scenario) ? 2 * scenario.timeoutMs : scenario.timeoutMs;
    await this.#load.start(load, lastsMs, signal);
    const open = await space.openIteration(iteration, report, signal);
    const { clock } = this.#parts.context;
    return besideLoad(open, { load: this.#load, clock, observe: report, signal });
  }

  async #enter(scenario: Scenario, signal: AbortSignal): Promise<ScenarioSpace> {
    const space = await ScenarioSpace.open(this.#parts.context, scenario, this.#shared, signal);
    this.#scenarios.set(scenario, space);
    return space;
  }

  viaOf(scenario: Scenario): Via | null {
    return this.#scenarios.get(scenario)?.path.chosen?.via ?? null;
  }

  portOf(scenario: Scenario): ProbedPort | null {
    return this.#scenarios.get(scenario)?.port ?? null;
  }

  warmupsOf(scenario: Scenario): number {
    // Where a workload has to be complete first, the path is found while it is waited for.
    const isSearched = scenario.probe.via === 'auto' && !isPreparedFirst(scenario);
    return isSearched ? Math.max(1, scenario.warmup) : scenario.warmup;
  }

  get imageCache(): ImageCache | null {
    return this.#parts.imageCache;
  }

  /** Opens what carries out the steps of the plan, if it has any. @throws the signal's reason */
  async openSteps(plan: Plan, options: OpenPolicyOptions): Promise<void> {
    this.#steps = await openPolicy(this.#parts.context, plan, options);
  }

  get steps(): PolicyCluster | null {
    return this.#steps;
  }

  imagesOf(scenario: Scenario): readonly string[] {
    return imagesOf(rendered(scenario, this.namespace, { runId: 'none', iteration: null }, false));
  }

  traitsOf(scenario: Scenario): WorkloadTraits {
    return scenarioTraits(scenario);
  }

  rememberRemoval(images: readonly string[], nodes: ReadonlySet<string> | null): void {
    this.#shared.images.rememberRemoval(images, nodes);
  }

  rememberStarts(nodeName: string | null, images: readonly string[]): void {
    this.#shared.images.rememberStarts(nodeName, images);
  }

  measurement(): SpaceMeasurement {
    const memories = [...this.#scenarios.values()].map(({ path }) => path);
    const memory = memories.find(({ chosen }) => chosen !== null);
    const { throttled, clockSkew } = this.#parts.context.api.stats;
    const vias = new Set(memories.flatMap(({ chosen }) => chosen?.via ?? []));
    return {
      via: memory?.chosen?.via ?? null,
      viaReason: memory?.chosen?.reason ?? null,
      probeFloorMs: memory?.floorMs ?? null,
      throttled,
      clockSkewMs: clockSkew?.skewMs ?? null,
      clockSkewResolutionMs: clockSkew?.resolutionMs ?? null,
      notes: vias.size > 1 ? [`the scenarios were probed over different paths: ${[...vias].join(', ')}`] : [],
    };
  }

  async close(signal: AbortSignal): Promise<readonly string[]> {
    const { context, setup, lease, ownUid, imageCache } = this.#parts;
    const stepsLeft = (await this.#steps?.close(signal)) ?? [];
    await Promise.all([this.#shared.watch, ...this.#scenarios.values()].map((each) => each.close()));
    const [loadLeft, helpersLeft] = await Promise.all([
      this.#load.stop(signal),
      imageCache?.stop(signal) ?? [],
    ]);
    const ofNamespace =
      ownUid !== null
        ? [...(await setup.remove(true, signal)), ...(await this.#deleteNamespace(ownUid, signal))]
        : [
            ...this.#iterationsLeft(),
            ...(await this.#claimsLeft(signal)),
            ...loadLeft,
            ...(await setup.remove(false, signal)),
          ];
    // Those in the run's own namespace go with it.
    const left =
      ownUid !== null && imageCache?.namespace === this.namespace
        ? ofNamespace
        : [...helpersLeft, ...ofNamespace];
    // What is left is found again by its lease.
    if (left.length > 0 || !this.#shared.scaleRecords.isEmpty) lease?.abandon();
    else await lease?.close(signal).catch((error: unknown) => left.push(`lease: ${messageOf(error)}`));
    await context.api.close();
    return [...stepsLeft, ...left];
  }

  /** What the iterations could not delete: without it among what is left nobody would look for it again. */
  #iterationsLeft(): string[] {
    const { pods, slices } = this.#shared.watch.seen.left();
    const left = [...pods, ...slices];
    return left.length === 0
      ? []
      : [`${left.join(', ')} of an iteration: "pod-start-slo clean" will delete it`];
  }

  async #claimsLeft(signal: AbortSignal): Promise<string[]> {
    const scenarios = [...this.#scenarios.values()];
    return (await Promise.all(scenarios.map((each) => each.removeClaims(signal)))).flat();
  }

  async #deleteNamespace(uid: string, signal: AbortSignal): Promise<string[]> {
    try {
      await deleteNamespace(this.#parts.context.api, { name: this.namespace, uid }, signal);
      return [];
    } catch (error) {
      return [
        `namespace ${this.namespace} could not be deleted: ${messageOf(error)}; "pod-start-slo clean" will do it`,
      ];
    }
  }
}

function isPreparedFirst(scenario: Scenario): boolean {
  return experimentOf(scenario).disturbs !== null;
}
