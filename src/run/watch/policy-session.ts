import type { Plan } from '../../core/plan.ts';
import type { PolicyScenario } from '../../core/steps/policy.ts';
import type { Clock } from '../../core/ports.ts';
import type { PolicyRun } from '../../core/steps/result.ts';
import { seededRandom } from '../../core/random.ts';
import {
  longestRunMs,
  passLimit,
  watchedParts,
  type WatchedPolicyScenario,
} from '../../core/steps/watched.ts';
import { policyClock } from '../policy/policy-clock.ts';
import type { PolicyPlace } from '../policy/policy-place.ts';
import { runPolicyScenario } from '../policy/run-scenario.ts';
import { stepLine } from '../policy/step.ts';
import type { PlacedSubject, Subject, WatchEvent } from './ports.ts';

interface PolicySessionDeps {
  clock: Clock;
  policy?: PolicyPlace | undefined;
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
  const { policy: place, clock, tell, signal, cleanupSignal } = deps;
  if (place === undefined) throw new Error('a policy without its place');
  const note = (level: 'info' | 'warning', message: string): void => tell({ kind: 'note', level, message });
  const run = await runPolicyScenario(scenario, {
    cluster: place.cluster,
    clock: policyClock(clock, place.localTime),
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
