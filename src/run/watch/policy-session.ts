import type { Plan } from '../../core/plan.ts';
import type { PolicyScenario } from '../../core/steps/policy.ts';
import type { Clock, RunSpace } from '../../core/ports.ts';
import type { PolicyRun } from '../../core/steps/result.ts';
import { seededRandom } from '../../core/random.ts';
import {
  longestRunMs,
  passLimit,
  watchedParts,
  type WatchedPolicyScenario,
} from '../../core/steps/watched.ts';
import { runPolicyScenario } from '../policy/run-scenario.ts';
import { stepLine } from '../policy/step.ts';
import type { PlacedSubject, Subject, WatchEvent } from './ports.ts';

interface PolicySessionDeps {
  clock: Clock;
  space: Pick<RunSpace, 'steps'>;
  tell: (event: WatchEvent) => void;
  signal: AbortSignal;
  cleanupSignal: AbortSignal;
}

/** For undoing what the steps did, beside the longest they may take. */
const undoMs = 5 * 60_000;

/** The scenarios of a policy that are run step by step again and again. */
export function policySubjectsOf(plan: Plan): Subject[] {
  return partsOf(plan).map(({ name, scenario }) => ({
    name,
    of: 'runs',
    limits: [passLimit(scenario)],
    patienceMs: longestRunMs(scenario) + undoMs,
  }));
}

/** The same in a place of theirs. */
export function placedPolicy(plan: Plan, deps: PolicySessionDeps): PlacedSubject[] {
  const random = seededRandom(plan.seed);
  return partsOf(plan).map(({ name, scenario }) => ({
    name,
    warmups: 0,
    measure: async () => ({ kind: 'run', run: await runOnce(scenario, plan, random, deps) }),
  }));
}

function partsOf({ policy, scenarios }: Plan): WatchedPolicyScenario[] {
  const taken = scenarios.map(({ name }) => name);
  return policy === undefined ? [] : watchedParts(policy, taken);
}

async function runOnce(
  scenario: PolicyScenario,
  plan: Plan,
  random: () => number,
  deps: PolicySessionDeps,
): Promise<PolicyRun> {
  const { space, clock, tell, signal, cleanupSignal } = deps;
  if (space.steps === null) throw new Error('steps, and nothing that carries them out');
  const note = (level: 'info' | 'warning', message: string): void => tell({ kind: 'note', level, message });
  const run = await runPolicyScenario(scenario, {
    cluster: space.steps,
    clock,
    random,
    allowKubeNamespaces: plan.policy?.allowKubeNamespaces ?? false,
    signal,
    cleanupSignal,
    onStep: (step) => note('info', stepLine(step)),
    onLeft: (message) => note('warning', message),
  });
  for (const message of run.cleanUp) note('warning', message);
  return run;
}
