import { isoMicroseconds } from '../../core/experiments/record/context.ts';
import type { PolicyScenario } from '../../core/steps/policy.ts';
import type { Undo } from '../../core/steps/ports.ts';
import type { PolicyRun, PolicyStepResult } from '../../core/steps/result.ts';
import { runStep } from './step.ts';
import type { StepDeps } from './step-deps.ts';

export interface ScenarioDeps extends Omit<StepDeps, 'undo'> {
  cleanupSignal: AbortSignal;
  onStep: (step: PolicyStepResult) => void;
  /** What was left behind by a run that was cut short, and so has no record. */
  onLeft: (message: string) => void;
}

/**
 * One run of a scenario: its steps up to the first that fails, and then everything undone that is to be, on every way
 * out. @throws the signal's reason; PodStartSloError where the cluster is away
 */
export async function runPolicyScenario(scenario: PolicyScenario, deps: ScenarioDeps): Promise<PolicyRun> {
  const { clock } = deps;
  const undos: Undo[] = [];
  const startedAt = isoMicroseconds(clock.unixUs());
  const fromMs = clock.nowMs();
  const steps: PolicyStepResult[] = [];
  try {
    for (const step of scenario.steps) {
      const result = await runStep(step, { ...deps, undo: (undo) => undos.push(undo) });
      steps.push(result);
      deps.onStep(result);
      if (!result.passed) break;
    }
  } catch (error) {
    for (const message of await undoAll(undos, deps, false)) deps.onLeft(message);
    throw error;
  }
  const ms = clock.nowMs() - fromMs;
  const cleanUp = await undoAll(undos, deps, true);
  return { startedAt, passed: steps.every(({ passed }) => passed), ms, steps, cleanUp };
}

/** What came last goes first, so that nothing loses what it stands on. */
async function undoAll(
  undos: readonly Undo[],
  { cleanupSignal }: ScenarioDeps,
  wait: boolean,
): Promise<string[]> {
  const messages: string[] = [];
  for (const undo of undos.toReversed()) messages.push(...(await undo(cleanupSignal, wait)));
  return messages;
}
