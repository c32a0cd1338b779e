import type { ScenarioRun } from '../core/assemble.ts';
import { likelyCauses } from '../core/causes.ts';
import type { IterationResult } from '../core/result.ts';
import { judgedOf } from '../core/measure.ts';
import { summarize } from '../core/summary.ts';
import { judgeScenario, nextStep } from '../core/verdict.ts';
import { measureIteration } from './measure-iteration.ts';
import type { RunDeps } from './run-plan.ts';

/** Aborted when the run's `max-duration` is over. */
export interface RunDeadline {
  signal: AbortSignal;
}

export interface ScenarioDeps extends RunDeps {
  random: () => number;
  deadline: RunDeadline;
  onIteration: () => Promise<void>;
}

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
  const index = iterations.length + 1;
  const warmup = iterations.filter((each) => each.warmup).length < deps.space.warmupsOf(scenario);
  const judgedSoFar = judgedOf(iterations).length;
  deps.report({ kind: 'iteration-started', scenario, index, warmup, judgedSoFar, judgedTarget });
  const signal = AbortSignal.any([deps.signal, deps.deadline.signal]);
  try {
    if (scenario.imageCache === 'remove')
      await deps.imageCache?.remove(deps.space.imagesOf(scenario), signal);
    const startOffsetMs = deps.random() * 1000;
    const iteration = await measureIteration({ scenario, index, warmup, startOffsetMs }, { ...deps, signal });
    iterations.push(iteration);
    deps.space.rememberStart(iteration.nodeName, startedImages(iteration));
    run.causes = likelyCauses(deps.space.traitsOf(scenario), iterations);
    deps.report({
      kind: 'iteration-ended',
      scenario,
      iteration,
      summary: summarize(iterations),
      judgedTarget,
    });
    await deps.onIteration();
  } catch (error) {
    // Time is up in the middle of an iteration: it is dropped, and what there is gets judged.
    if (deps.deadline.signal.aborted && !deps.signal.aborted) return;
    throw error;
  }
}

/** The images of the containers that started: their node has them now. */
function startedImages({ instants, imagePulls }: IterationResult): string[] {
  const started = new Set(
    instants.filter(({ name }) => name === 'started').map(({ container }) => container),
  );
  return imagePulls.filter(({ container }) => started.has(container)).map(({ image }) => image);
}
