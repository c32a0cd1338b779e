import { messageOf } from '../../core/errors.ts';
import type { KubectlStep, PodMatch, ProbeStep } from '../../core/steps/policy.ts';
import type {
  Doing,
  MuteRequest,
  PodsFound,
  PolicyCluster,
  ProbeTried,
  Tried,
} from '../../core/steps/ports.ts';
import type { PolicyPod } from '../../core/steps/select-pods.ts';
import type { RunLease } from '../session/lease.ts';
import type { RunContext } from '../session/run-context.ts';
import { mute } from './alertmanager.ts';
import { PolicyObjects } from './objects.ts';
import { findPods, killPod, type PodContext } from './pods.ts';
import { PolicyProbe } from './probe.ts';

export interface PolicyClusterOptions {
  context: RunContext;
  /** Where documents go that name no namespace. */
  namespace: string;
  mayDisturb: boolean;
  ownPod: string | null;
  /** One in each namespace that the policy puts something in. */
  leases: readonly RunLease[];
}

/** What a policy does, over the API of the cluster. */
export class KubePolicyCluster implements PolicyCluster {
  readonly #objects: PolicyObjects;
  readonly #probe: PolicyProbe;
  readonly #pods: PodContext;
  readonly #options: PolicyClusterOptions;

  constructor(options: PolicyClusterOptions) {
    const { context, namespace, mayDisturb, ownPod } = options;
    const { api, transport, discovery, clock, runId, nodes, inCluster, allowClusterScoped } = context;
    this.#options = options;
    const rules = { namespace, mayDisturb, allowClusterScoped };
    this.#objects = new PolicyObjects({ api, discovery, clock, runId, ...rules });
    this.#probe = new PolicyProbe({ api, transport, nodes: nodes ?? [], inCluster, clock });
    this.#pods = { api, ownPod };
  }

  apply(step: KubectlStep, doing: Doing): Promise<Tried> {
    return this.#objects.apply(step, doing);
  }

  delete(step: KubectlStep, signal: AbortSignal): Promise<Tried> {
    return this.#objects.delete(step, signal);
  }

  findPods(matches: readonly PodMatch[], signal: AbortSignal): Promise<PodsFound> {
    return findPods(this.#pods, matches, signal);
  }

  killPod(pod: PolicyPod, force: boolean, signal: AbortSignal): Promise<Tried> {
    return killPod(this.#pods.api, pod, force, signal);
  }

  probe(step: ProbeStep, signal: AbortSignal): Promise<ProbeTried> {
    return this.#probe.ask(step, signal);
  }

  mute(request: MuteRequest, doing: Doing): Promise<Tried> {
    return mute(request, this.#options.context, doing);
  }

  async close(signal: AbortSignal): Promise<readonly string[]> {
    if (this.#objects.leftSomething) {
      // What is left is found again by its lease.
      for (const lease of this.#options.leases) lease.abandon();
      return [];
    }
    const closed = await Promise.all(
      this.#options.leases.map((lease) =>
        lease.close(signal).then(
          () => [],
          (error: unknown) => [`lease: ${messageOf(error)}`],
        ),
      ),
    );
    return closed.flat();
  }
}
