import type { PolicyClock, PolicyCluster } from '../../core/steps/ports.ts';
import { literalParts, partSentence, type LiteralPart, type PolicyPlan } from '../../core/steps/plan.ts';
import { sample } from '../../core/steps/select-pods.ts';
import type { Report } from '../../core/ports.ts';
import type { PolicyResult, PolicyRun, PolicyScenarioResult } from '../../core/steps/result.ts';
import { runPolicyScenario } from './run-scenario.ts';
import { stepLine } from './step.ts';

export interface PolicyDeps {
  cluster: PolicyCluster;
  clock: PolicyClock;
  /** Draws samples, chances, orders and pauses; seeded, so that a run can be repeated. */
  random: () => number;
  report: Report;
  signal: AbortSignal;
  cleanupSignal: AbortSignal;
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

/** All loops over what is run step by step, written into `result` as they go. */
export async function runPolicy(
  plan: PolicyPlan,
  result: PolicyResult,
  deps: PolicyDeps & { onRun: () => Promise<void> },
): Promise<void> {
  for (let loop = 1; loop <= plan.runs; loop += 1) {
    const ended = await runPolicyLoop(plan, result, deps);
    if (ended === 'fail-fast') {
      result.stoppedBecause = 'fail-fast';
      return;
    }
    if (loop < plan.runs) await pauseBetweenRuns(plan, deps);
  }
  result.stoppedBecause = 'complete';
}

/**
 * One loop over the scenarios that are run step by step: each once, in their order or in a random one. Their runs are
 * added to `result`, and `onRun` is called after each. @throws the signal's reason; PodStartSloError where the cluster is away
 */
export async function runPolicyLoop(
  plan: PolicyPlan,
  result: PolicyResult,
  deps: PolicyDeps & { onRun: () => Promise<void> },
): Promise<'complete' | 'fail-fast'> {
  const { strategy, failFast } = plan.policy;
  const parts = literalParts(plan);
  const ordered = strategy === 'random' ? sample(parts, parts.length, deps.random) : parts;
  for (const part of ordered) {
    const run = await runPart(plan, part, deps);
    recordOf(plan, part, result).runs.push(run);
    result.verdict = run.passed ? (result.verdict === 'violated' ? 'violated' : 'met') : 'violated';
    tell(part, run, deps.report);
    await deps.onRun();
    if (!run.passed && failFast) return 'fail-fast';
  }
  return 'complete';
}

/** As PowerfulSeal sleeps between two loops: whole seconds, uniform between the two bounds. */
export async function pauseBetweenRuns({ policy }: PolicyPlan, deps: PolicyDeps): Promise<void> {
  const { minSecondsBetweenRuns: one, maxSecondsBetweenRuns: other } = policy;
  const seconds = Math.floor(one + (other - one) * deps.random());
  if (seconds > 0)
    deps.report({ kind: 'iteration-step', step: `pausing for ${seconds} s until the next run` });
  await deps.clock.sleep(seconds * 1000, deps.signal);
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
