import { assembleResult, type RunFacts, type ScenarioRun } from '../core/assemble.ts';
import { withStored } from '../core/comparison/with-stored.ts';
import { messageOf, PodStartSloError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { Plan, Scenario, StoredBaseline } from '../core/plan.ts';
import { seededRandom } from '../core/random.ts';
import type { PolicyResult, Result, Verdict } from '../core/result.ts';
import { worstVerdict } from '../core/verdict.ts';
import { announce, failsFast, newPolicyResult, runPolicy, stopAtFailure } from './policy/run-policy.ts';
import { duetEntry, type DuetRun } from './run-duet.ts';
import type { RunDeadline } from './scenario-deps.ts';
import { runRounds } from './run-rounds.ts';
import { scenarioEntry } from './run-scenario.ts';
import type { RunDeps } from './run-deps.ts';

/** A run always has a result, of whatever it came to; `failure` says why it has no verdict. */
export interface RunEnd {
  result: Result;
  failure: PodStartSloError | null;
}

/** Runs every scenario of a plan, deletes everything it made, and never throws. */
export async function runPlan(plan: Plan, deps: RunDeps): Promise<RunEnd> {
  const parts = plan.scenarios.map(newPart);
  const runs = parts.flatMap((part) => ('plan' in part ? [part.candidate, part.baseline] : [part]));
  const deadline = startDeadline(plan.maxDurationMs, deps.clock);
  const random = seededRandom(plan.seed);
  const policy = plan.policy === undefined ? null : newPolicyResult(plan.policy);
  const snapshot = (complete: boolean, error: string | null): Result =>
    withStored(assembleResult(factsOf(plan, { runs, policy }, deps, complete, error), runs), ({ name }) =>
      storedOf(plan, name),
    );
  let failure: PodStartSloError | null = null;
  try {
    await deps.space.setUp(plan.setupManifests, deps.signal);
    const onIteration = () => deps.onResult(snapshot(false, null));
    if (plan.policy !== undefined) announce(plan.policy, deps.report);
    const scenarioDeps = { ...deps, random, deadline, onIteration };
    const entries = parts.map((part) =>
      'plan' in part ? duetEntry(part, scenarioDeps) : scenarioEntry(part, scenarioDeps),
    );
    deps.report({ kind: 'measuring', scenarios: plan.scenarios });
    await runRounds(entries, { seed: plan.seed, deadline, isOver: () => failsFast(plan, runs) });
    if (policy !== null) {
      if (failsFast(plan, runs)) stopAtFailure(policy, runs);
      else await runPolicy(plan, policy, scenarioDeps);
    }
  } catch (error) {
    failure = asFailure(error, deps.signal);
    const stoppedBecause = failure.code === 'interrupted' ? 'interrupted' : 'error';
    for (const run of [...runs, ...(policy === null ? [] : [policy])])
      if (run.stoppedBecause === 'running') run.stoppedBecause = stoppedBecause;
  } finally {
    deadline.stop();
    await cleanUp(deps);
  }
  const result = snapshot(failure === null, failure?.message ?? null);
  return { result, failure: (await saved(deps, result)) ?? failure };
}

function newPart(scenario: Scenario): ScenarioRun | DuetRun {
  const run = newScenarioRun(scenario);
  const { baseline } = scenario;
  if (baseline?.kind !== 'duet') return run;
  // Nothing is asked of a baseline, so it has no verdict of its own.
  return {
    candidate: run,
    baseline: { ...newScenarioRun(baseline.scenario), verdict: null },
    plan: baseline,
  };
}

function storedOf({ scenarios }: Plan, name: string): StoredBaseline | null {
  const baseline = scenarios.find((scenario) => scenario.name === name)?.baseline;
  return baseline?.kind === 'stored' ? baseline : null;
}

function newScenarioRun(scenario: Scenario): ScenarioRun {
  return {
    scenario,
    iterations: [],
    stoppedBecause: 'running',
    verdict: 'inconclusive',
    objectives: [],
    causes: [],
    comparison: null,
  };
}

function factsOf(
  plan: Plan,
  { runs, policy }: { runs: readonly ScenarioRun[]; policy: PolicyResult | null },
  deps: RunDeps,
  complete: boolean,
  error: string | null,
): RunFacts {
  const { toolVersion, runId, startedAt, now, fingerprint } = deps.identity;
  return {
    toolVersion,
    runId,
    startedAt,
    finishedAt: complete || error !== null ? now() : null,
    complete,
    seed: plan.seed,
    namespace: deps.space.namespace,
    verdict: complete ? worstVerdict(verdictsOf(runs, policy)) : 'inconclusive',
    cluster: deps.space.facts,
    measurement: deps.space.measurement(),
    portOf: (scenario) => deps.space.portOf(scenario),
    fingerprint: fingerprint(),
    error,
    policy,
  };
}

function verdictsOf(runs: readonly ScenarioRun[], policy: PolicyResult | null): (Verdict | null)[] {
  return [...runs.map((run) => run.verdict), policy?.verdict ?? null];
}

async function cleanUp(deps: RunDeps): Promise<void> {
  const { report, cleanupSignal } = deps;
  report({ kind: 'cleaning-up' });
  for (const message of await deps.space.close(cleanupSignal))
    report({ kind: 'note', level: 'warning', message });
}

/** A result that cannot be written is a failure of its own, told after the clean-up. */
async function saved(deps: RunDeps, result: Result): Promise<PodStartSloError | null> {
  try {
    await deps.onResult(result);
    return null;
  } catch (error) {
    return asFailure(error, deps.signal);
  }
}

function asFailure(error: unknown, signal: AbortSignal): PodStartSloError {
  const reason: unknown = signal.aborted ? signal.reason : error;
  return reason instanceof PodStartSloError
    ? reason
    : new PodStartSloError('cluster', messageOf(reason), {}, reason);
}

function startDeadline(maxDurationMs: number | null, clock: Clock): RunDeadline & { stop: () => void } {
  const controller = new AbortController();
  const timer = new AbortController();
  if (maxDurationMs !== null) {
    clock.sleep(maxDurationMs, timer.signal).then(
      () => controller.abort(),
      () => undefined,
    );
  }
  return { signal: controller.signal, stop: () => timer.abort() };
}
