import type { ScenarioRun } from '../../core/assemble.ts';
import type { PodStartSloError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import { literalParts, type PolicyPlan } from '../../core/policy/plan.ts';
import type { PolicyCluster } from '../../core/policy/ports.ts';
import type { LocalTime } from '../../core/policy/select-pods.ts';
import { seededRandom } from '../../core/random.ts';
import type { PolicyResult } from '../../core/result.ts';
import type { RunDeadline } from '../run-iteration.ts';
import type { RunDeps } from '../run-plan.ts';
import { announce, newPolicyResult, runPolicy } from './run-policy.ts';

/** What the steps of a policy need besides what every run has. */
export interface PolicyPlace {
  cluster: PolicyCluster;
  localTime: () => LocalTime;
}

/** The policy of a run, beside its measured scenarios. */
export class PolicyPart {
  readonly result: PolicyResult;
  readonly #plan: PolicyPlan;
  readonly #seed: number;

  /** Null where the run has no policy. */
  static of({ policy, seed }: Plan): PolicyPart | null {
    return policy === undefined ? null : new PolicyPart(policy, seed);
  }

  private constructor(plan: PolicyPlan, seed: number) {
    this.#plan = plan;
    this.#seed = seed;
    this.result = newPolicyResult(plan);
  }

  announce({ report }: RunDeps): void {
    announce(this.#plan, report);
  }

  /** Whether a failure has ended the policy: with fail-fast the first one does. */
  hasFailed(runs: readonly ScenarioRun[]): boolean {
    return this.#plan.policy.failFast && runs.some(({ verdict }) => verdict === 'violated');
  }

  /** Notes that a measured scenario was not run any more. */
  skip(name: string): void {
    const record = this.result.scenarios.find(({ measuredAs }) => measuredAs === name);
    if (record === undefined) return;
    record.measuredAs = null;
    record.notes.push('not run: an earlier scenario failed, and the policy says fail-fast');
  }

  /** Everything that is run step by step. @throws as runPolicy does */
  async run(deps: RunDeps, deadline: RunDeadline, onRun: () => Promise<void>): Promise<void> {
    const { policy: place } = deps;
    if (place === undefined || literalParts(this.#plan).length === 0) return;
    const clock = {
      nowMs: () => deps.clock.nowMs(),
      unixUs: () => deps.clock.unixUs(),
      sleep: (ms: number, signal?: AbortSignal) => deps.clock.sleep(ms, signal),
      localTime: place.localTime,
    };
    const signal = AbortSignal.any([deps.signal, deadline.signal]);
    const random = seededRandom(this.#seed);
    const policyDeps = { ...deps, cluster: place.cluster, clock, random, signal, onRun };
    try {
      await runPolicy(this.#plan, this.result, policyDeps);
    } catch (error) {
      // Time is up in the middle of a run: it is dropped, and what there is gets judged.
      if (!deadline.signal.aborted || deps.signal.aborted) throw error;
      this.result.stoppedBecause = 'max-duration';
    }
  }

  /** An earlier scenario has failed. */
  stopAtFailure(): void {
    if (this.result.stoppedBecause === 'running') this.result.stoppedBecause = 'fail-fast';
  }

  end({ code }: PodStartSloError): void {
    if (this.result.stoppedBecause === 'running')
      this.result.stoppedBecause = code === 'interrupted' ? 'interrupted' : 'error';
  }
}
