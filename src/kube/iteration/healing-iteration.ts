import type { TargetPod } from '../../core/observation.ts';
import type { HealingPlan } from '../../core/plan.ts';
import { armKill, type Kill } from './kill.ts';
import { PreparedIteration } from './prepared-iteration.ts';
import { candidatesOf, chooseTargetPod, victimOf, type Candidate } from './target-pod.ts';

/** After this long a container that was told to end and has not restarted will not. */
const diesWithinMs = 5000;

/** One healing iteration: a complete workload, a client that probes its Service all along, and one pod that is killed. */
export class HealingIteration extends PreparedIteration {
  #armed: { kill: Kill; victim: TargetPod } | null = null;

  get expectedPods(): number {
    return this.workload.desiredPods ?? 1;
  }

  override async prepare(): Promise<void> {
    if (!(await this.isPrepared())) return;
    const plan = this.#plan();
    const candidates = candidatesOf(this.#pods(), plan);
    const chosen = chooseTargetPod(candidates, plan, this.parts.random);
    if (chosen === null) {
      const labels = Object.entries(plan.selector).map(([key, value]) => `${key}=${value}`);
      this.notPrepared({ reason: 'NoVictim', message: `no pod of the workload has ${labels.join(', ')}` });
      return;
    }
    const container = this.#containerOf(chosen, plan);
    if (container === undefined) {
      const message = `pod ${chosen.facts.name} has no container ${plan.container ?? ''}`;
      this.notPrepared({ reason: 'NoVictim', message });
      return;
    }
    const victim = victimOf(chosen, container, this.#nowUnixMs());
    this.#armed = { victim, kill: await armKill(this.parts, chosen, victim, plan) };
    // From here on, so that its rhythm has nothing to do with the moment of the kill.
    this.parts.serviceProbe.askAlong();
  }

  async start(): Promise<void> {
    const { clock, observe, podProbes } = this.parts;
    if (this.#armed === null) return;
    const { kill, victim } = this.#armed;
    const asksPods = podProbes.mayProbe;
    observe({ kind: 'kill-requested', atMs: clock.nowMs(), unixUs: clock.unixUs(), victim, asksPods });
    const refused = await kill.fire();
    const atMs = clock.nowMs();
    if (refused !== null) {
      observe({ kind: 'kill-failed', atMs, ...refused });
      return;
    }
    observe({ kind: 'kill-accepted', atMs });
    if (victim.container === null) return;
    podProbes.askAgain(victim.uid);
    void this.#requireDeath(victim);
  }

  override async stopProbing(): Promise<void> {
    this.#armed?.kill.release();
    await super.stopProbing();
  }

  #plan(): HealingPlan {
    const { healing } = this.parts.scenario;
    if (healing === null) throw new Error('the scenario does not say what is killed');
    return healing;
  }

  #pods(): Candidate[] {
    return [...this.workload.state.pods.values()].flatMap((facts) => {
      const pod = this.parts.watch.podOf(facts.uid);
      return pod === null ? [] : [{ facts, pod }];
    });
  }

  /** Null where a whole pod is killed; undefined where there is none of the name. */
  #containerOf({ facts }: Candidate, { kill, container }: HealingPlan): string | null | undefined {
    if (kill !== 'container') return null;
    const names = facts.containers.filter(({ init }) => !init).map(({ name }) => name);
    return container === null ? names[0] : names.find((name) => name === container);
  }

  #nowUnixMs(): number {
    const { clock, api } = this.parts;
    return clock.unixUs() / 1000 + (api.stats.clockSkew?.skewMs ?? 0);
  }

  /** Process 1 of a container may ignore what it is sent from within. */
  async #requireDeath({ uid, container }: TargetPod): Promise<void> {
    const { clock, observe, signal } = this.parts;
    try {
      await clock.sleep(diesWithinMs, signal);
    } catch {
      return;
    }
    const now = this.workload.state.pods.get(uid)?.containers.find(({ name }) => name === container?.name);
    const isAlive = now?.state === 'running' && now.restartCount === container?.restartCount;
    if (!isAlive) return;
    const message = `container ${now.name} still runs ${diesWithinMs / 1000} s after SIGTERM, which its process 1 ignores`;
    observe({ kind: 'kill-failed', atMs: clock.nowMs(), reason: 'NotKilled', message });
  }
}
