import type { V1Service } from '@kubernetes/client-node';
import type { Reason } from '../../core/experiments/fold/reasons.ts';
import {
  nothingPrepared,
  seePrepared,
  whyNotPrepared,
  type PreparedState,
} from '../../core/experiments/fold/prepared.ts';
import { experimentOf } from '../../core/experiments/registry.ts';
import type { Observation } from '../../core/observation.ts';
import { withinTime } from '../../core/time-limit.ts';
import { clusterError, hasStatus } from '../api/api.ts';
import {
  controllerPath,
  desiredPodsOf,
  type ControllerObject,
  type ControllerRef,
} from '../workload/controller.ts';
import { serviceFrom } from '../workload/service.ts';
import { isRefused, type IterationObjects } from './iteration-objects.ts';
import type { IterationParts } from './iteration-parts.ts';
import type { Target } from '../session/target.ts';

export interface PreparedParts extends IterationParts {
  /** What keeps the pods. */
  controller: ControllerRef;
  /** Null where the workload is created for the iteration. */
  target: Target | null;
}

/** How long a workload has to stay complete: pods that came up a moment ago are still busy with it. */
const calmMs = 1000;
/** How often the controller is read while it has not said how many pods it wants. */
const lookEveryMs = 200;

/** The workload that an experiment disturbs: created for the iteration or found, and waited for until it is complete. */
export class PreparedWorkload {
  readonly #parts: PreparedParts;
  readonly #objects: IterationObjects;
  readonly #state: PreparedState = nothingPrepared();
  #desiredPods: number | null = null;
  #onChange: () => void = () => undefined;

  constructor(parts: PreparedParts, objects: IterationObjects) {
    this.#parts = parts;
    this.#objects = objects;
  }

  /** Size of the full set; null before the controller has said it. */
  get desiredPods(): number | null {
    return this.#desiredPods;
  }

  /** What is known of its pods and their answers. */
  get state(): PreparedState {
    return this.#state;
  }

  /** Everything that the watch and the probes bring. */
  see(seen: Observation): void {
    seePrepared(this.#state, seen);
    this.#onChange();
  }

  /**
   * Creates or finds it, and waits until its full set is Ready and answering (each pod itself, and the Service, whose path
   * is searched here) and stays so for a second. Null once it has; the reason where it has not by the scenario's timeout.
   * @throws PodStartSloError where the cluster fails
   */
  async settle(): Promise<Reason | null> {
    const { clock, scenario, serviceProbe, target, signal } = this.#parts;
    const deadlineMs = clock.nowMs() + scenario.timeoutMs;
    const made = target === null ? await this.#make(deadlineMs) : target;
    if ('reason' in made) return made;
    this.#desiredPods = await this.#lookAtController();
    if (this.#desiredPods !== null && this.#desiredPods < (experimentOf(scenario).disturbs?.atLeast ?? 0))
      return { reason: 'NoReplicas', message: 'the workload has no pods at all' };
    serviceProbe.begin(made.service);
    for (let why = this.#why(); ; why = this.#why()) {
      if (why === null && (await this.#isCalm())) {
        await serviceProbe.measureFloor(signal);
        return null;
      }
      if (clock.nowMs() >= deadlineMs) return why ?? { reason: 'NotCalm', message: null };
      await this.#change(Math.min(lookEveryMs, deadlineMs - clock.nowMs()));
      this.#desiredPods ??= await this.#lookAtController();
    }
  }

  async #make(deadlineMs: number): Promise<{ service: V1Service } | Reason> {
    const { objects, serviceName } = this.#parts;
    let service: V1Service | null = null;
    for (const placed of objects) {
      const stored = await this.#objects.create(placed, deadlineMs);
      if (isRefused(stored)) return stored;
      if (stored.kind === 'Service' && stored.metadata.name === serviceName) service = serviceFrom(stored);
    }
    if (service === null) throw new Error('the workload has no Service');
    return { service };
  }

  async #lookAtController(): Promise<number | null> {
    const { api, namespace, controller, signal } = this.#parts;
    const path = controllerPath(namespace, controller);
    try {
      const { body } = await api.request<ControllerObject>({ method: 'GET', path, signal });
      return desiredPodsOf(controller, body);
    } catch (error) {
      if (hasStatus(error, 404)) return 0;
      throw clusterError(error, `looking at ${controller.kind}/${controller.name}`);
    }
  }

  #why(): Reason | null {
    const askPods = this.#parts.podProbes.mayProbe;
    return whyNotPrepared(this.#state, { pods: this.#desiredPods, askPods });
  }

  async #isCalm(): Promise<boolean> {
    await this.#parts.clock.sleep(calmMs, this.#parts.signal);
    return this.#why() === null;
  }

  /** Resolves at the next observation, or after the time. */
  async #change(mostMs: number): Promise<void> {
    const { clock, signal } = this.#parts;
    const changed = new Promise<void>((resolve) => {
      this.#onChange = resolve;
    });
    try {
      await withinTime(changed, Math.max(1, mostMs), clock, signal);
    } finally {
      this.#onChange = () => undefined;
    }
  }
}
