import type { ScenarioRun } from '../core/assemble.ts';
import { judgedOf } from '../core/measure.ts';
import { judgeScenario, nextStep } from '../core/verdict.ts';
import { runIteration } from './run-iteration.ts';
import type { ScenarioDeps } from './scenario-deps.ts';
import type { Entry } from './run-rounds.ts';

/** A scenario, an iteration a turn until its verdict is settled, written into `run` as they end. */
export function scenarioEntry(run: ScenarioRun, deps: ScenarioDeps): Entry {
  const { scenario } = run;
  let target = scenario.iterations;
  return {
    isOpen() {
      const step = nextStep(scenario, run.iterations, { deadlineReached: deps.deadline.signal.aborted });
      Object.assign(run, judgeScenario(scenario, run.iterations));
      if (step.kind === 'stop') {
        run.stoppedBecause = step.stoppedBecause;
        deps.report({ kind: 'scenario-ended', scenario });
        return false;
      }
      if (step.judgedTarget > target) {
        const moreIterations = step.judgedTarget - judgedOf(run.iterations).length;
        deps.report({ kind: 'confirming', scenario, objectives: run.objectives, moreIterations });
        target = step.judgedTarget;
      }
      return true;
    },
    takeTurn: (round) => nextIteration(run, { round, judgedTarget: target }, judging(run, deps)),
  };
}

/** So that what is kept of a run that then breaks off is judged as well. */
function judging(run: ScenarioRun, deps: ScenarioDeps): ScenarioDeps {
  const onIteration = (): Promise<void> => {
    Object.assign(run, judgeScenario(run.scenario, run.iterations));
    return deps.onIteration();
  };
  return { ...deps, onIteration };
}

async function nextIteration(
  run: ScenarioRun,
  place: { round: number; judgedTarget: number },
  deps: ScenarioDeps,
): Promise<void> {
  const { scenario, iterations } = run;
  await runIteration(
    run,
    {
      ...place,
      warmup: iterations.filter((each) => each.warmup).length < deps.space.warmupsOf(scenario),
      startOffsetMs: deps.random() * 1000,
      judgedSoFar: judgedOf(iterations).length,
      images: deps.space.imagesOf(scenario),
    },
    deps,
  );
}
