import { PodStartSloError } from '../../core/errors.ts';
import type { V1Pod } from '@kubernetes/client-node';
import type { WorkloadTraits } from '../../core/causes.ts';
import type { Observation } from '../../core/observation.ts';
import { experimentOf } from '../../core/experiments/registry.ts';
import type { Scenario } from '../../core/plan.ts';
import { seededRandom } from '../../core/random.ts';
import type { ProbedPort } from '../../core/service-port.ts';
import type { OpenIteration } from '../../core/ports.ts';
import type { Placed } from '../api/objects.ts';
import { isPodOf, type ControllerRef } from '../workload/controller.ts';
import { ownershipLabels, type Ownership } from '../workload/labels.ts';
import { podTemplateOf } from '../workload/pod-template.ts';
import { renderIteration } from '../workload/render.ts';
import { templateClaims } from '../workload/claims.ts';
import { traitsOf } from '../workload/traits.ts';
import { checkObjects } from './check-objects.ts';
import { createsAtOnce } from '../iteration/create-order.ts';
import { requestOf } from '../probe/paths/target.ts';
import { FleetProbes } from '../probe/probers/fleet-probes.ts';
import { placeObjects } from './place-objects.ts';
import type { ImagePresence } from '../nodes/image-presence.ts';
import type { IterationParts } from '../iteration/iteration-parts.ts';
import { openExperiment } from '../iteration/open-experiment.ts';
import { onlyPodName, ownController } from '../observe/own-workload.ts';
import { PathMemory } from '../probe/probers/path-memory.ts';
import { PodProbes } from '../probe/probers/pod-probe.ts';
import { noteScheme, probedPort, serviceOf, withProbedPort } from '../probe/probers/probed-port.ts';
import type { RunContext } from './run-context.ts';
import type { RunWatch } from '../observe/run-watch.ts';
import type { ScaleRecords } from '../iteration/scale-records.ts';
import { ServiceProbe } from '../probe/probers/service-probe.ts';
import { findTarget, isTarget, watchTarget, type Target } from './target.ts';
import { podPort } from '../probe/probers/target-port.ts';
import { VolumeClaims } from '../iteration/volume-claims.ts';
import { isMakerOf, isOfIteration } from '../observe/watch-scope.ts';

/** What the scenarios of a run have in common. */
export interface SharedByScenarios {
  watch: RunWatch;
  images: ImagePresence;
  scaleRecords: ScaleRecords;
}

/** A scenario at work, from its first iteration to its last. */
export class ScenarioSpace {
  /** With the port and the scheme that its Service leaves open. */
  readonly scenario: Scenario;
  readonly port: ProbedPort;
  readonly #context: RunContext;
  readonly #memory = new PathMemory();
  readonly #watch: RunWatch;
  readonly #shared: SharedByScenarios;
  readonly #podName: string | null;
  readonly #target: Target | null;
  readonly #controller: ControllerRef | null;
  readonly #claims: VolumeClaims;

  /** @throws PodStartSloError usage where the cluster would refuse an object; cluster */
  static async open(
    context: RunContext,
    scenario: Scenario,
    shared: SharedByScenarios,
    signal: AbortSignal,
  ): Promise<ScenarioSpace> {
    const { api, namespace } = context;
    const target = isTarget(scenario) ? await findTarget(api, namespace, scenario, signal) : null;
    const { runId, inCluster } = context;
    const checked = rendered(scenario, namespace, { runId, iteration: 'check' }, inCluster);
    const port = probedPort(target?.service ?? serviceOf(checked, scenario), scenario);
    noteScheme(scenario, port, context);
    const space = new ScenarioSpace(context, withProbedPort(scenario, port), { shared, target, port });
    const objects = await space.#place('check', signal);
    await checkObjects(api, objects, { isStandIn: false, clock: context.clock, signal });
    await space.#watch.open(signal);
    await space.#watch.hearEvents(space.#podName, signal);
    return space;
  }

  private constructor(
    context: RunContext,
    scenario: Scenario,
    { shared, target, port }: { shared: SharedByScenarios; target: Target | null; port: ProbedPort },
  ) {
    this.scenario = scenario;
    this.port = port;
    this.#context = context;
    this.#shared = shared;
    this.#target = target;
    this.#watch = target === null ? shared.watch : watchTarget(target, context);
    const { namespace, runId, inCluster } = context;
    const objects = rendered(scenario, namespace, { runId, iteration: 'check' }, inCluster);
    this.#podName = onlyPodName(objects);
    this.#controller = target?.controller ?? ownController(scenario, objects);
    const keep = scenario.volumeClaims === 'keep';
    this.#claims = new VolumeClaims(templateClaims(objects, scenario), { ...context, keep });
  }

  /** @param iteration unique in the run: labels tell its objects from all others by it */
  async openIteration(
    iteration: string,
    report: (seen: Observation) => void,
    signal: AbortSignal,
  ): Promise<OpenIteration> {
    this.#requireNothingLeft();
    const objects = await this.#place(iteration, signal);
    const pass = (seen: Observation): void => {
      if (seen.kind === 'pod') parts.podProbes.see(seen.pod);
      if (seen.kind === 'pod-deleted') parts.podProbes.forget(seen.uid);
      open.see(seen);
      report(seen);
    };
    const parts = this.#parts(iteration, objects, pass, signal);
    const open = openExperiment(parts, this.#target);
    // So that no handshake falls into a timed request: for the creates, and one for asking the pod.
    await this.#context.api.warm({ connections: Math.min(createsAtOnce, this.scenario.burst) + 1, signal });
    this.#watch.attach({
      podName: this.#podName,
      serviceName: parts.serviceName,
      isAbout: (pod) => this.#isAbout(pod, iteration),
      isMaker: (name) => this.#target !== null || isMakerOf(objects, name),
      report: pass,
    });
    return open;
  }

  #parts(
    iteration: string,
    objects: readonly Placed[],
    observe: (seen: Observation) => void,
    signal: AbortSignal,
  ): IterationParts {
    const { api, clock, namespace, runId, transport, nodes, inCluster, report, seed, containerKiller } =
      this.#context;
    const { scenario } = this;
    const rendered = objects.map(({ object }) => object);
    const service = this.#target?.service ?? serviceOf(rendered, scenario);
    const serviceName = service.metadata?.name ?? '';
    const { seen } = this.#watch;
    const probes = {
      transport,
      clock,
      namespace,
      port: podPort(
        this.#target?.podSpec ?? rendered.flatMap((object) => podTemplateOf(object)?.spec ?? [])[0],
        service,
        scenario.probe.port,
      ),
      request: requestOf(scenario.probe),
      enabled: scenario.probe.askPod,
      observe,
      report,
    };
    const podProbes = experimentOf(scenario).awaitsEachPod
      ? new FleetProbes({ ...probes, inCluster, reached: this.#memory.reached })
      : new PodProbes(probes);
    const serviceProbe = new ServiceProbe({
      api,
      transport,
      clock,
      scenario,
      nodes: nodes ?? [],
      inCluster,
      memory: this.#memory,
      // A client of a Service that is there already is served by whoever it leads to.
      foreignEndpoints: () => (this.#target === null ? seen.foreignEndpoints(serviceName) : []),
      routableSinceMs: () => seen.routableSinceMs(serviceName),
      pod: () => podProbes.oneOf(seen.routablePods(serviceName)),
      observe,
      report,
    });
    return {
      api,
      clock,
      scenario,
      namespace,
      objects,
      serviceName,
      ownLabels: ownershipLabels({ runId, iteration }),
      watch: this.#watch,
      serviceProbe,
      podProbes,
      observe,
      wasCached: (node, image) => this.#shared.images.has(node, image),
      throughService: () => this.#memory.chosen?.throughService ?? true,
      // Iterations are numbered over the whole run; a prime keeps neighbouring seeds apart.
      random: seededRandom(seed + Number(iteration) * 7919),
      containerKiller,
      scaleRecords: this.#shared.scaleRecords,
      report,
      claims: this.#claims,
      signal,
    };
  }

  /** The path its iterations ask over, once it is found. */
  get path(): Readonly<PathMemory> {
    return this.#memory;
  }

  /** Ends what it alone watches. */
  async close(): Promise<void> {
    if (this.#target !== null) await this.#watch.close();
  }

  /** Deletes the claims that stayed from start to start. Says what is left. */
  async removeClaims(signal: AbortSignal): Promise<string[]> {
    return await this.#claims.close(ownershipLabels({ runId: this.#context.runId, iteration: null }), signal);
  }

  #isAbout(pod: V1Pod, iteration: string): boolean {
    if (this.#target !== null) return isPodOf(this.#target.controller, pod);
    return isOfIteration(pod, iteration, this.#controller);
  }

  /** What an earlier iteration left would be measured with the next one. */
  #requireNothingLeft(): void {
    if (this.#target !== null) return;
    const { pods, slices } = this.#watch.seen.left();
    const left = [...pods, ...slices];
    if (left.length === 0) return;
    const message = `${left.join(', ')} of an earlier iteration cannot be deleted, so no further one can be measured`;
    throw new PodStartSloError('cluster', message, {
      hint: 'check for a finalizer, a node that does not answer, or a missing right to delete',
    });
  }

  async #place(iteration: string, signal: AbortSignal): Promise<Placed[]> {
    const { namespace, runId, inCluster } = this.#context;
    const objects = rendered(this.scenario, namespace, { runId, iteration }, inCluster);
    return await placeObjects(this.#context, objects, signal);
  }
}

/** The objects of an iteration; the Service the tool makes has the type that the path needs. */
export function rendered(
  scenario: Scenario,
  namespace: string,
  owner: Ownership,
  inCluster: boolean,
): Placed['object'][] {
  const { via } = scenario.probe;
  const type =
    via === 'load-balancer' ? 'LoadBalancer' : inCluster && via !== 'node-port' ? 'ClusterIP' : 'NodePort';
  return renderIteration(scenario, namespace, owner, type);
}

export function scenarioTraits(scenario: Scenario): WorkloadTraits {
  return traitsOf(rendered(scenario, 'default', { runId: 'none', iteration: null }, false));
}
