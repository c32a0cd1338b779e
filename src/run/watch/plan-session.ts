import type { ScenarioRun } from '../../core/assemble.ts';
import type { Plan, Scenario } from '../../core/plan.ts';
import type { Clock, ImageCache, RunSpace } from '../../core/ports.ts';
import type { IterationResult } from '../../core/result.ts';
import { limitsOf } from '../../core/watch/limits.ts';
import type { WatchPlan } from '../../core/watch/plan.ts';
import { runIteration } from '../run-iteration.ts';
import { placedPolicy, policySubjectsOf } from './policy-session.ts';
import type { PlacedSubject, Subject, WatchEvent, WatchSession, WatchTurn } from './ports.ts';

export interface PlanSessionDeps {
  clock: Clock;
  space: RunSpace;
  imageCache: ImageCache | null;
  tell: (event: WatchEvent) => void;
  signal: AbortSignal;
  cleanupSignal: AbortSignal;
}

/** For opening, deleting and waiting until all is gone, beside the timeout of a start itself. */
const aroundMs = 5 * 60_000;

/** What is measured of a plan again and again: its scenarios. */
export function subjectsOf(plan: Plan, watch: WatchPlan): Subject[] {
  const starts = plan.scenarios.map((scenario): Subject => ({
    name: scenario.name,
    of: 'starts',
    limits: limitsOf(watch, scenario),
    patienceMs: scenario.timeoutMs + scenario.gracePeriodSeconds * 1000 + aroundMs,
  }));
  return [...starts, ...policySubjectsOf(plan)];
}

/** A plan at home in a space, with what is applied once before the first start. @throws PodStartSloError */
export async function planSession(plan: Plan, deps: PlanSessionDeps): Promise<WatchSession> {
  const { space, signal, cleanupSignal, tell } = deps;
  try {
    await space.setUp(plan.setupManifests, signal);
  } catch (error) {
    for (const message of await space.close(cleanupSignal)) tell({ kind: 'note', level: 'warning', message });
    throw error;
  }
  return {
    where: `namespace ${space.namespace}`,
    subjects: [...plan.scenarios.map((scenario) => placed(scenario, deps)), ...placedPolicy(plan, deps)],
    close: (closeSignal) => space.close(closeSignal),
  };
}

function placed(scenario: Scenario, deps: PlanSessionDeps): PlacedSubject {
  return {
    name: scenario.name,
    warmups: deps.space.warmupsOf(scenario),
    measure: async (turn) => ({ kind: 'start', iteration: await measure(scenario, turn, deps) }),
  };
}

/** One iteration, as a run makes it; nothing of it is kept here. */
async function measure(scenario: Scenario, turn: WatchTurn, deps: PlanSessionDeps): Promise<IterationResult> {
  const { space, tell } = deps;
  const run: ScenarioRun = {
    scenario,
    iterations: [],
    stoppedBecause: 'running',
    verdict: null,
    objectives: [],
    causes: [],
    comparison: null,
  };
  await runIteration(
    run,
    { ...turn, round: 1, judgedSoFar: 0, judgedTarget: 1, images: space.imagesOf(scenario) },
    {
      ...deps,
      deadline: { signal: never },
      onIteration: () => Promise.resolve(),
      report: (event) => {
        if (event.kind === 'note' || event.kind === 'via') tell(event);
      },
    },
  );
  const [iteration] = run.iterations;
  if (iteration === undefined) throw new Error(`a start of ${scenario.name} has no record`);
  return iteration;
}

/** A continuous run has no end of its own. */
const never = new AbortController().signal;
