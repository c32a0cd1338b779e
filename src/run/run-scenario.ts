import type { ScenarioRun } from '../core/assemble.ts';
import { judgedOf } from '../core/measure.ts';
import { judgeScenario, nextStep } from '../core/verdict.ts';
import { runIteration, type ScenarioDeps } from './run-iteration.ts';

/** Iterations until the verdict is settled, written into `run` as they end. @throws when interrupted or the cluster fails */
export async function runScenario(run: ScenarioRun, deps: ScenarioDeps): Promise<void> {
  const { scenario } = run;
  deps.report({ kind: 'scenario-started', scenario });
  let target = scenario.iterations;
  for (;;) {
    const step = nextStep(scenario, run.iterations, { deadlineReached: deps.deadline.signal.aborted });
    Object.assign(run, judgeScenario(scenario, run.iterations));
    if (step.kind === 'stop') {
      run.stoppedBecause = step.stoppedBecause;
      return;
    }
    if (step.judgedTarget > target) {
      const moreIterations = step.judgedTarget - judgedOf(run.iterations).length;
      deps.report({ kind: 'confirming', scenario, objectives: run.objectives, moreIterations });
      target = step.judgedTarget;
    }
    await nextIteration(run, target, deps);
  }
}

async function nextIteration(run: ScenarioRun, judgedTarget: number, deps: ScenarioDeps): Promise<void> {
  const { scenario, iterations } = run;
  await runIteration(
    run,
    {
      warmup: iterations.filter((each) => each.warmup).length < deps.space.warmupsOf(scenario),
      startOffsetMs: deps.random() * 1000,
      judgedSoFar: judgedOf(iterations).length,
      judgedTarget,
      images: deps.space.imagesOf(scenario),
    },
    deps,
  );
}
