import { notProbed } from '../../../core/experiments/fold/not-probed.ts';
import type { V1Service } from '@kubernetes/client-node';
import { messageOf, usageError } from '../../../core/errors.ts';
import type { Observation } from '../../../core/observation.ts';
import type { Scenario } from '../../../core/plan.ts';
import type { Clock, Report } from '../../../core/ports.ts';
import type { ApiClient } from '../../api/api.ts';
import type { ApiTransport, PodPort } from '../attempt/api-transport.ts';
import type { AttemptResult } from '../attempt/attempt-result.ts';
import { serviceFacts, type NodeFacts } from '../paths/facts.ts';
import { findPath } from '../paths/find-path.ts';
import { measureFloor, unknownFloorTimeoutMs } from '../paths/floor.ts';
import { pathCandidates } from '../paths/paths.ts';
import { probeOnSchedule } from '../attempt/schedule.ts';
import { isRouted } from '../paths/routes.ts';
import { candidate, requestOf, type Candidate, type ProbeTarget } from '../paths/target.ts';
import type { PathMemory } from './path-memory.ts';
import { requirePort } from './probed-port.ts';
import { withLoadBalancer } from './service-address.ts';

export interface ServiceProbeOptions {
  api: ApiClient;
  transport: ApiTransport;
  clock: Clock;
  scenario: Scenario;
  nodes: readonly NodeFacts[];
  inCluster: boolean;
  memory: PathMemory;
  /** Ready endpoints that are not of the iteration; while there are any, no answer counts. */
  foreignEndpoints: () => readonly string[];
  /** Since when an endpoint was seen to which the Service's own routing leads; null while there is none. */
  routableSinceMs: () => number | null;
  /** A pod of the iteration that runs, and its port; null while there is none. */
  pod: () => PodPort | null;
  observe: (seen: Observation) => void;
  report: Report;
}

/** By the API server's own word (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/). */
const refusals: Readonly<Record<string, string>> = {
  Unauthorized: 'does not accept the credentials any more',
  Forbidden: 'does not allow it any more',
};

/** Asks the iteration's Service, from the moment it exists until it answers or the iteration ends. */
export class ServiceProbe {
  readonly #options: ServiceProbeOptions;
  readonly #stop = new AbortController();
  #target: ProbeTarget | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(options: ServiceProbeOptions) {
    this.#options = options;
  }

  /** @throws PodStartSloError usage where the path asked for does not exist for this Service */
  begin(service: V1Service): void {
    this.#requirePossible(this.#candidates(service));
    this.#running = this.#run(service).catch((error: unknown) => {
      if (this.#stop.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#options.observe({
        kind: 'condition',
        atMs: this.#options.clock.nowMs(),
        reason: notProbed,
        message,
      });
    });
  }

  /**
   * Goes on asking once it has answered, as a client of the Service does, whatever comes back. Connections get the time
   * that an unknown path gets: what is fast enough for a start would take a busy moment of this machine for an outage.
   */
  askAlong(): void {
    const target = this.#target;
    if (target === null) throw new Error('the Service has not answered yet');
    const { clock, scenario, observe } = this.#options;
    const ask = async (signal: AbortSignal): Promise<AttemptResult> =>
      this.#requireRoute(target, this.#heed(await target.attempt(null, signal)));
    const asking = probeOnSchedule(ask, {
      clock,
      signal: this.#stop.signal,
      report: observe,
      intervalMs: Math.max(scenario.probe.intervalMs, target.minIntervalMs),
      maxInFlight: target.maxInFlight,
      keepOn: { hangsAfterMs: unknownFloorTimeoutMs },
    });
    this.#running = Promise.all([this.#running, asking]).then(() => undefined);
    this.#running.catch(() => undefined);
  }

  /** Stops asking; resolves when nothing is under way any more. */
  async end(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  /** Measures the path's round trip once, while the pod that answered is still there. */
  async measureFloor(signal: AbortSignal): Promise<void> {
    const { memory } = this.#options;
    const target = this.#target;
    if (memory.floorMs === null && target !== null)
      memory.floorMs = await measureFloor(() => target.attempt(null, signal));
  }

  async #run(service: V1Service): Promise<void> {
    const { clock, scenario, observe, memory } = this.#options;
    const target = await this.#choose(service);
    if (target === null) return;
    this.#target = target;
    observe({ kind: 'probing', atMs: clock.nowMs() });
    await probeOnSchedule(
      async (signal) => this.#believe(target, this.#heed(await target.attempt(memory.floorMs, signal))),
      {
        clock,
        signal: this.#stop.signal,
        report: observe,
        intervalMs: Math.max(scenario.probe.intervalMs, target.minIntervalMs),
        maxInFlight: target.maxInFlight,
      },
    );
  }

  /** Who has lost the credentials or the right cannot ask any more, which says nothing about the Service. */
  #heed(result: AttemptResult): AttemptResult {
    const { refusal, atMs } = result;
    const why = refusals[refusal ?? ''];
    if (why === undefined) return result;
    const message = `the API server, through which the Service is probed, ${why}`;
    this.#options.observe({ kind: 'disturbed', atMs, reason: refusal ?? '', message });
    return result;
  }

  /** An answer that no client of the Service could have had is none. */
  #believe(target: ProbeTarget, attempted: AttemptResult): AttemptResult {
    const result = this.#requireRoute(target, attempted);
    if (!result.matched) return result;
    const foreign = this.#options.foreignEndpoints();
    if (foreign.length === 0) return result;
    return {
      ...result,
      matched: false,
      error: `the Service also leads to ${foreign.join(', ')}, not of this iteration`,
    };
  }

  /**
   * A way that leads straight to the pod answers as soon as the pod does. It counts where the Service's own routing could
   * have led there: when an endpoint had been seen ready as the attempt was started.
   */
  #requireRoute(target: ProbeTarget, result: AttemptResult): AttemptResult {
    if (target.throughService || result.status === null) return result;
    const sinceMs = this.#options.routableSinceMs();
    if (sinceMs !== null && sinceMs <= result.startedMs) return result;
    const error = `the pod itself answers HTTP ${result.status}, but no endpoint of the Service is ready`;
    return { ...result, matched: false, status: null, error };
  }

  async #choose(service: V1Service): Promise<ProbeTarget | null> {
    const { memory, scenario, clock, observe } = this.#options;
    if (memory.chosen === null && scenario.probe.via === 'auto') return await this.#search(service);
    const via = memory.chosen?.via ?? scenario.probe.via;
    if (via === 'load-balancer') observe({ kind: 'address-awaited', atMs: clock.nowMs() });
    const seen = via === 'load-balancer' ? await this.#awaitAddress(service, scenario.timeoutMs) : service;
    const targets = this.#candidates(seen).find((candidate) => candidate.via === via)?.targets ?? [];
    const target = targets.find(({ host }) => host === memory.chosen?.host) ?? targets[0] ?? null;
    if (target !== null && memory.chosen === null) this.#remember(target, `${target.via} was requested`);
    return target;
  }

  async #search(service: V1Service): Promise<ProbeTarget | null> {
    const { clock, scenario, inCluster, observe } = this.#options;
    observe({ kind: 'path-search', atMs: clock.nowMs(), lastErrors: null });
    const hasBalancer = service.spec?.type === 'LoadBalancer';
    const seen = hasBalancer ? await this.#addressIfAny(service) : service;
    const { target, reason } = await findPath(await this.#reachable(this.#candidates(seen)), {
      via: 'auto',
      inCluster,
      clock,
      signal: this.#stop.signal,
      timeoutMs: scenario.timeoutMs,
      believe: (tried, result) => this.#requireRoute(tried, result),
      onErrors: (lastErrors) => observe({ kind: 'path-search', atMs: clock.nowMs(), lastErrors }),
    });
    if (target !== null) this.#remember(target, reason);
    return target;
  }

  /** Outside the cluster a cluster IP is asked only where a route leads to it: elsewhere it is somebody else's address. */
  async #reachable(candidates: readonly Candidate[]): Promise<readonly Candidate[]> {
    if (this.#options.inCluster) return candidates;
    const routed = await Promise.all(candidates.map(isRouted));
    return candidates.map((each, index) =>
      routed[index] === true
        ? each
        : candidate(each.via, [], 'no route leads to the cluster’s network from here'),
    );
  }

  #remember(target: ProbeTarget, reason: string): void {
    const { via } = this.#options.memory.choose(target, reason);
    this.#options.report({ kind: 'via', via, reason });
  }

  /** Who may not watch Services goes another way. */
  async #addressIfAny(service: V1Service): Promise<V1Service> {
    const { scenario, report } = this.#options;
    try {
      return await this.#awaitAddress(service, scenario.probe.addressTimeoutMs);
    } catch (error) {
      this.#stop.signal.throwIfAborted();
      const message = `the address of the load balancer cannot be waited for: ${messageOf(error)}`;
      report({ kind: 'note', level: 'warning', message });
      return service;
    }
  }

  async #awaitAddress(service: V1Service, timeoutMs: number): Promise<V1Service> {
    const { api, clock } = this.#options;
    return (await withLoadBalancer(api, service, timeoutMs, clock, this.#stop.signal)) ?? service;
  }

  #candidates(object: V1Service): readonly Candidate[] {
    const { scenario, nodes, pod, clock, transport } = this.#options;
    const service = serviceFacts(object);
    const port = requirePort(service, scenario);
    const request = requestOf(scenario.probe);
    return pathCandidates({ service, port, nodes, pod, request }, { clock, api: transport });
  }

  #requirePossible(candidates: readonly Candidate[]): void {
    const { via } = this.#options.scenario.probe;
    const asked = candidates.find((candidate) => candidate.via === via);
    if (asked?.impossible == null || (via === 'load-balancer' && asked.impossible.includes('so far'))) return;
    const fix = 'name another path, or auto; for a manifest, change the type of its Service';
    throw usageError([
      { field: 'via', value: via, message: `this path is not possible: ${asked.impossible}`, fix },
    ]);
  }
}
