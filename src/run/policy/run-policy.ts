import type { ScenarioRun } from '../../core/assemble.ts';
import type { Plan } from '../../core/plan.ts';
import type { Report, RunSpace } from '../../core/ports.ts';
import { seededRandom } from '../../core/random.ts';
import { literalParts, partSentence, type LiteralPart, type PolicyPlan } from '../../core/steps/plan.ts';
import type { PolicyCluster } from '../../core/steps/ports.ts';
import type { PolicyResult, PolicyRun, PolicyScenarioResult } from '../../core/steps/result.ts';
import { runRounds, type Entry } from '../run-rounds.ts';
import type { ScenarioDeps } from '../scenario-deps.ts';
import { untilDeadline } from '../until-deadline.ts';
import { runPolicyScenario } from './run-scenario.ts';
import { stepLine } from './step.ts';

interface PolicyDeps extends Pick<
  ScenarioDeps,
  'clock' | 'report' | 'random' | 'deadline' | 'onIteration' | 'signal' | 'cleanupSignal'
> {
  cluster: PolicyCluster;
}

/** What a policy has come to before anything was run. */
export function newPolicyResult(plan: PolicyPlan): PolicyResult {
  return {
    source: plan.policy.source,
    timing: plan.timing,
    verdict: literalParts(plan).length === 0 ? null : 'inconclusive',
    stoppedBecause: literalParts(plan).length === 0 ? 'complete' : 'running',
    scenarios: plan.parts.map((part) => ({
      name: part.scenario.name,
      how: part.how,
      reason: part.how === 'literal' ? part.reason : null,
      measuredAs: part.how === 'measured' ? part.measuredAs : null,
      notes: part.how === 'measured' ? [...part.notes] : [],
      runs: [],
    })),
  };
}

/** Says of each scenario how it is run. */
export function announce({ parts }: PolicyPlan, report: Report): void {
  for (const part of parts)
    report({ kind: 'note', level: 'info', message: `policy: ${part.scenario.name}: ${partSentence(part)}` });
}

/** Whether nothing has another turn: a scenario was violated, and the policy says fail-fast. */
export function failsFast({ policy }: Plan, runs: readonly Pick<ScenarioRun, 'verdict'>[]): boolean {
  return policy?.policy.failFast === true && runs.some(({ verdict }) => verdict === 'violated');
}

/**
 * Rounds over what is carried out step by step, after all that is measured, as often as the policy says, written into
 * `result` as its runs end. Any run that fails is a violation. @throws when interrupted or the cluster fails
 */
export async function runPolicy(
  { policy: plan, seed }: Plan,
  result: PolicyResult,
  deps: Omit<PolicyDeps, 'cluster'> & { space: Pick<RunSpace, 'steps'> },
): Promise<void> {
  const { steps: cluster } = deps.space;
  if (plan === undefined || cluster === null) return;
  // A generator of its own: its draws do not depend on how many starts were measured before.
  const policyDeps = { ...deps, cluster, random: seededRandom(seed) };
  const hasEnded = (): boolean => plan.policy.failFast && result.verdict === 'violated';
  await runRounds(
    literalParts(plan).map((part) => partEntry(plan, part, result, policyDeps)),
    {
      seed,
      deadline: deps.deadline,
      order: plan.policy.strategy === 'random' ? 'drawn' : 'given',
      isOver: hasEnded,
      pause: () => pauseBetweenRounds(plan, policyDeps),
    },
  );
  if (hasEnded()) result.stoppedBecause = 'fail-fast';
  else if (result.stoppedBecause === 'running') result.stoppedBecause = 'complete';
}

/** After a start that was too slow: what has had no turn is said to have had none, the rest has ended with what it had. */
export function stopAtFailure(result: PolicyResult, runs: ScenarioRun[]): void {
  result.stoppedBecause = 'fail-fast';
  for (const run of runs.filter(({ stoppedBecause }) => stoppedBecause === 'running')) {
    run.stoppedBecause = 'settled';
    if (run.iterations.length > 0) continue;
    runs.splice(runs.indexOf(run), 1);
    const record = result.scenarios.find(({ measuredAs }) => measuredAs === run.scenario.name);
    if (record === undefined) continue;
    record.measuredAs = null;
    record.notes.push('not run: an earlier scenario failed, and the policy says fail-fast');
  }
}

/** A scenario, a run a turn. */
function partEntry(plan: PolicyPlan, part: LiteralPart, result: PolicyResult, deps: PolicyDeps): Entry {
  const { runs } = recordOf(plan, part, result);
  return {
    isOpen() {
      if (runs.length >= plan.runs) return false;
      if (deps.deadline.signal.aborted) result.stoppedBecause = 'max-duration';
      return !deps.deadline.signal.aborted;
    },
    takeTurn: () =>
      untilDeadline(deps, async (signal) => {
        const run = await runPart(plan, part, { ...deps, signal });
        runs.push(run);
        result.verdict = run.passed && result.verdict !== 'violated' ? 'met' : 'violated';
        tell(part, run, deps.report);
        await deps.onIteration();
      }),
  };
}

/** As PowerfulSeal sleeps between two loops: whole seconds, uniform between the two bounds. */
async function pauseBetweenRounds({ policy }: PolicyPlan, deps: PolicyDeps): Promise<void> {
  const { minSecondsBetweenRuns: one, maxSecondsBetweenRuns: other } = policy;
  const seconds = Math.floor(one + (other - one) * deps.random());
  if (seconds > 0)
    deps.report({ kind: 'iteration-step', step: `pausing for ${seconds} s until the next run` });
  await untilDeadline(deps, (signal) => deps.clock.sleep(seconds * 1000, signal));
}

function runPart(plan: PolicyPlan, { scenario }: LiteralPart, deps: PolicyDeps): Promise<PolicyRun> {
  const { report } = deps;
  report({ kind: 'note', level: 'info', message: `running ${scenario.name}` });
  return runPolicyScenario(scenario, {
    ...deps,
    allowKubeNamespaces: plan.allowKubeNamespaces,
    onStep: (step) => report({ kind: 'note', level: 'info', message: stepLine(step) }),
    onLeft: (message) => report({ kind: 'note', level: 'warning', message }),
  });
}

function recordOf(
  { parts }: PolicyPlan,
  part: LiteralPart,
  { scenarios }: PolicyResult,
): PolicyScenarioResult {
  const record = scenarios[parts.indexOf(part)];
  if (record === undefined) throw new Error('a scenario without its record');
  return record;
}

function tell({ scenario }: LiteralPart, { passed, cleanUp }: PolicyRun, report: Report): void {
  report({ kind: 'note', level: 'info', message: `${scenario.name}: ${passed ? 'passed' : 'failed'}` });
  for (const message of cleanUp) report({ kind: 'note', level: 'warning', message });
}
