import type { ScenarioRun } from '../core/assemble.ts';
import { likelyCauses } from '../core/causes.ts';
import type { Scenario } from '../core/plan.ts';
import type { Side } from '../core/ports.ts';
import type { IterationResult } from '../core/result.ts';
import { summarize } from '../core/summary.ts';
import { measureIteration } from './measure-iteration.ts';
import type { ScenarioDeps } from './scenario-deps.ts';
import { untilDeadline } from './until-deadline.ts';

/** What one iteration needs of them. */
export type IterationDeps = Pick<
  ScenarioDeps,
  'clock' | 'space' | 'imageCache' | 'report' | 'deadline' | 'onIteration' | 'signal' | 'cleanupSignal'
>;

/** The place of an iteration in its run. */
export interface Turn {
  /** Counts from 1. */
  round: number;
  warmup: boolean;
  startOffsetMs: number;
  judgedSoFar: number;
  judgedTarget: number;
  /** Removed from the nodes before it, where the scenario asks for that. */
  images: readonly string[];
  /** Of a duet. */
  side?: Side;
}

/**
 * One more iteration of a scenario, written into `run` and told. Where time is up in the middle of it, it is dropped.
 * @throws when interrupted or the cluster fails
 */
export async function runIteration(run: ScenarioRun, turn: Turn, deps: IterationDeps): Promise<void> {
  const { scenario, iterations } = run;
  const { round, warmup, startOffsetMs, judgedSoFar, judgedTarget, images } = turn;
  const index = iterations.length + 1;
  const who = turn.side === undefined ? { scenario } : { scenario, side: turn.side };
  deps.report({ kind: 'iteration-started', ...who, index, warmup, judgedSoFar, judgedTarget });
  await untilDeadline(deps, async (signal) => {
    if (scenario.imageCache === 'remove') await removeImages(scenario, images, deps, signal);
    const request = { scenario, index, round, warmup, startOffsetMs };
    const iteration = await measureIteration(request, { ...deps, signal });
    iterations.push(iteration);
    deps.space.rememberStarts(iteration.nodeName, startedImages(iteration));
    run.causes = likelyCauses(deps.space.traitsOf(scenario), iterations);
    deps.report({
      kind: 'iteration-ended',
      ...who,
      iteration,
      summary: summarize(iterations),
      judgedTarget,
    });
    await deps.onIteration();
  });
}

async function removeImages(
  scenario: Scenario,
  images: readonly string[],
  { imageCache, space }: IterationDeps,
  signal: AbortSignal,
): Promise<void> {
  const nodes = (await imageCache?.remove(images, scenario, signal)) ?? null;
  space.rememberRemoval(images, nodes);
}

/** The images of the containers that started, and of volumes: their node has them now. */
function startedImages({ instants, imagePulls }: IterationResult): string[] {
  const started = new Set(
    instants.filter(({ name }) => name === 'started').map(({ container }) => container),
  );
  return imagePulls
    .filter(({ container, isVolume }) => isVolume === true || started.has(container))
    .map(({ image }) => image);
}
