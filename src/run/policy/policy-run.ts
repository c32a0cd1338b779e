import type { ScenarioRun } from '../../core/assemble.ts';
import type { PodStartSloError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import { literalParts, type PolicyPlan } from '../../core/steps/plan.ts';
import { seededRandom } from '../../core/random.ts';
import type { PolicyResult } from '../../core/result.ts';
import type { RunDeadline } from '../scenario-deps.ts';
import type { RunDeps } from '../run-deps.ts';
import type { Entry } from '../run-rounds.ts';
import { policyClock } from './policy-clock.ts';
import { announce, newPolicyResult, runPolicy } from './run-policy.ts';

interface Around {
  /** What is measured of it. */
  runs: ScenarioRun[];
  deadline: RunDeadline;
  onRun: () => Promise<void>;
}

function hasFailed(runs: readonly ScenarioRun[]): boolean {
  return runs.some(({ verdict }) => verdict === 'violated');
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

  /** With fail-fast nothing has another turn once a start has taken too long. */
  failingFast(entries: readonly Entry[], runs: readonly ScenarioRun[]): readonly Entry[] {
    if (!this.#plan.policy.failFast) return entries;
    return entries.map((entry) => ({
      isOpen: () => entry.isOpen() && !hasFailed(runs),
      takeTurn: (round: number) => entry.takeTurn(round),
    }));
  }

  /** Everything that is run step by step, after all that is measured. @throws as runPolicy does */
  async run(deps: RunDeps, { runs, deadline, onRun }: Around): Promise<void> {
    const { policy: place } = deps;
    if (this.#plan.policy.failFast && hasFailed(runs)) {
      this.#stopAtFailure(runs);
      return;
    }
    if (place === undefined || literalParts(this.#plan).length === 0) return;
    const clock = policyClock(deps.clock, place.localTime);
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

  /** What has had no turn is said to have had none; the rest has ended with what it had. */
  #stopAtFailure(runs: ScenarioRun[]): void {
    this.result.stoppedBecause = 'fail-fast';
    for (const run of runs.filter(({ stoppedBecause }) => stoppedBecause === 'running')) {
      run.stoppedBecause = 'settled';
      if (run.iterations.length > 0) continue;
      runs.splice(runs.indexOf(run), 1);
      const record = this.result.scenarios.find(({ measuredAs }) => measuredAs === run.scenario.name);
      if (record === undefined) continue;
      record.measuredAs = null;
      record.notes.push('not run: an earlier scenario failed, and the policy says fail-fast');
    }
  }

  end({ code }: PodStartSloError): void {
    if (this.result.stoppedBecause === 'running')
      this.result.stoppedBecause = code === 'interrupted' ? 'interrupted' : 'error';
  }
}
