import { PodStartSloError } from '../../core/errors.ts';
import type { V1Service } from '@kubernetes/client-node';
import type { WorkloadTraits } from '../../core/causes.ts';
import type { Observation } from '../../core/observation.ts';
import type { Scenario } from '../../core/plan.ts';
import type { OpenIteration } from '../../core/ports.ts';
import type { Placed } from '../objects.ts';
import { serviceFacts, servicePort } from '../probe/facts.ts';
import { ownershipLabels, type Ownership } from '../workload/labels.ts';
import { podTemplateOf } from '../workload/pod-template.ts';
import { renderIteration } from '../workload/render.ts';
import { serviceFrom } from '../workload/service.ts';
import { traitsOf } from '../workload/traits.ts';
import { checkObjects } from './check-objects.ts';
import { placeObjects } from './place-objects.ts';
import type { ImagePresence } from './image-presence.ts';
import { PodStartIteration } from './iteration.ts';
import { PathMemory } from './path-memory.ts';
import { PodProbes } from './pod-probe.ts';
import type { RunContext } from './run-context.ts';
import type { RunWatch } from './run-watch.ts';
import { ServiceProbe } from './service-probe.ts';
import { containerPort } from './target-port.ts';

/** What the scenarios of a run have in common. */
export interface SharedByScenarios {
  watch: RunWatch;
  images: ImagePresence;
}

/** A scenario at work, from its first iteration to its last. */
export class ScenarioSpace {
  readonly scenario: Scenario;
  readonly #context: RunContext;
  readonly #memory = new PathMemory();
  readonly #watch: RunWatch;
  readonly #images: ImagePresence;
  readonly #podName: string | null;

  /** @throws PodStartSloError usage where the cluster would refuse an object; cluster */
  static async open(
    context: RunContext,
    scenario: Scenario,
    shared: SharedByScenarios,
    signal: AbortSignal,
  ): Promise<ScenarioSpace> {
    const space = new ScenarioSpace(context, scenario, shared);
    await checkObjects(context.api, await space.#place('check', signal), { isStandIn: false, signal });
    await shared.watch.open(signal);
    await shared.watch.hearEvents(space.#podName, signal);
    return space;
  }

  private constructor(context: RunContext, scenario: Scenario, { watch, images }: SharedByScenarios) {
    this.scenario = scenario;
    this.#context = context;
    this.#watch = watch;
    this.#images = images;
    this.#podName = onlyPodName(scenario, context);
  }

  /** @param iteration unique in the run: labels tell its objects from all others by it */
  async openIteration(
    iteration: string,
    report: (seen: Observation) => void,
    signal: AbortSignal,
  ): Promise<OpenIteration> {
    const { api, clock, namespace, runId, transport, nodes, inCluster } = this.#context;
    const { scenario } = this;
    if (scenario.experiment !== 'pod-start' || scenario.burst > 1)
      throw new Error(`the experiment ${scenario.experiment} cannot be run`);
    this.#requireNothingLeft();
    const objects = await this.#place(iteration, signal);
    const service = serviceOf(objects, scenario);
    const podProbes = new PodProbes({
      transport,
      clock,
      namespace,
      port: podPort(objects, service, scenario),
      request: {
        scheme: scenario.probe.scheme,
        path: scenario.probe.path,
        expectedStatus: scenario.probe.status,
        hostHeader: null,
      },
      enabled: scenario.probe.askPod,
      observe: report,
      report: this.#context.report,
    });
    const serviceProbe = new ServiceProbe({
      api,
      transport,
      clock,
      scenario,
      nodes: nodes ?? [],
      inCluster,
      memory: this.#memory,
      foreignEndpoints: () => this.#watch.foreignEndpoints(),
      pod: () => podProbes.current,
      observe: report,
      report: this.#context.report,
    });
    const open = new PodStartIteration({
      api,
      clock,
      scenario,
      namespace: this.#context.namespace,
      objects,
      serviceName: service.metadata?.name ?? '',
      ownLabels: ownershipLabels({ runId, iteration }),
      watch: this.#watch,
      serviceProbe,
      podProbes,
      observe: report,
      wasCached: (node, image) => this.#images.has(node, image),
      throughService: () => this.#memory.chosen?.throughService ?? true,
      signal,
    });
    // So that no handshake falls into a timed request: one for the creates, one for asking the pod.
    await api.warm({ connections: 2, signal });
    this.#watch.attach({
      iteration,
      podName: this.#podName,
      report: (seen) => this.#pass(seen, open, podProbes, report),
    });
    return open;
  }

  /** The path its iterations ask over, once it is found. */
  get path(): Readonly<PathMemory> {
    return this.#memory;
  }

  /** What an earlier iteration left would be measured with the next one. */
  #requireNothingLeft(): void {
    const left = this.#watch.left();
    if (left.length === 0) return;
    const message = `${left.join(', ')} of an earlier iteration cannot be deleted, so no further one can be measured`;
    throw new PodStartSloError('cluster', message, {
      hint: 'look for a finalizer or a node that does not answer',
    });
  }

  #pass(
    seen: Observation,
    open: PodStartIteration,
    podProbes: PodProbes,
    report: (seen: Observation) => void,
  ): void {
    if (seen.kind === 'pod') {
      podProbes.see(seen.pod);
      open.seePod(seen.pod);
    }
    report(seen);
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

/** Where an iteration has one pod of a known name, only its events need to be watched. */
function onlyPodName(scenario: Scenario, { namespace, runId, inCluster }: RunContext): string | null {
  const objects = rendered(scenario, namespace, { runId, iteration: 'check' }, inCluster);
  const workloads = objects.filter((object) => podTemplateOf(object) !== null);
  const [only] = workloads;
  return workloads.length === 1 && only?.kind === 'Pod' ? only.metadata.name : null;
}

/** The Service that is asked; that there is one, and which, was checked with the plan. */
function serviceOf(objects: readonly Placed[], scenario: Scenario): V1Service {
  const services = objects.map(({ object }) => object).filter(({ kind }) => kind === 'Service');
  const wanted = scenario.probe.service;
  const found = services.find(({ metadata }) => wanted === null || metadata.name === wanted);
  if (found === undefined) throw new Error(`scenario ${scenario.name} has no Service`);
  return serviceFrom(found);
}

function podPort(objects: readonly Placed[], service: V1Service, scenario: Scenario): number | null {
  const port = servicePort(serviceFacts(service), scenario.probe.port);
  const spec = objects.flatMap(({ object }) => podTemplateOf(object)?.spec ?? [])[0];
  return port === undefined || spec === undefined ? null : containerPort(port, spec);
}
