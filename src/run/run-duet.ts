import type { ScenarioRun } from '../core/assemble.ts';
import { baselineFacts } from '../core/comparison/baseline-facts.ts';
import { judgeDuetScenario, nextDuetStep, type JudgedDuet } from '../core/comparison/duet-step.ts';
import { countOf, pairsOf, type Sides } from '../core/comparison/pairs.ts';
import { PodStartSloError } from '../core/errors.ts';
import type { DuetBaseline } from '../core/plan.ts';
import type { Side } from '../core/ports.ts';
import type { IterationResult } from '../core/result.ts';
import { runIteration, type Turn } from './run-iteration.ts';
import type { ScenarioDeps } from './scenario-deps.ts';
import type { Entry } from './run-rounds.ts';

/** A scenario, and the baseline that is started alternately with it. */
export interface DuetRun {
  candidate: ScenarioRun;
  baseline: ScenarioRun;
  /** What the plan says of the baseline. */
  plan: DuetBaseline;
}

/**
 * A pair of starts a turn, until both the objectives and the comparison are settled. Who begins changes from pair to
 * pair (ABBA), so that whatever grows or shrinks during a run touches both alike, and both of a pair start at the same
 * place in the second.
 */
export function duetEntry(duet: DuetRun, deps: ScenarioDeps): Entry {
  const { scenario } = duet.candidate;
  const rules: JudgedDuet = { ...scenario, maxRegression: duet.plan.maxRegression };
  let target = scenario.iterations;
  return {
    isOpen() {
      const sides = sidesOf(duet);
      const step = nextDuetStep(rules, sides, { deadlineReached: deps.deadline.signal.aborted });
      judge(duet, rules, sides);
      if (step.kind === 'stop') {
        for (const run of [duet.candidate, duet.baseline]) run.stoppedBecause = step.stoppedBecause;
        deps.report({ kind: 'scenario-ended', scenario });
        return false;
      }
      if (step.judgedTarget > target) {
        tellMore(duet, step.judgedTarget - countOf(pairsOf(sides)), deps);
        target = step.judgedTarget;
      }
      return true;
    },
    takeTurn: (round) => nextPair(duet, { round, judgedTarget: target }, deps),
  };
}

function sidesOf({ baseline, candidate }: DuetRun): Sides<IterationResult> {
  return { baseline: baseline.iterations, candidate: candidate.iterations };
}

function judge({ candidate, baseline, plan }: DuetRun, rules: JudgedDuet, sides: Sides): void {
  const { compared, ...judgement } = judgeDuetScenario(rules, sides);
  const origin = { scenario: baseline.scenario.name, runId: null, startedAt: null, commit: null };
  const facts = baselineFacts(baseline.iterations, { label: plan.label, ...origin });
  Object.assign(candidate, judgement, { comparison: { kind: 'duet', baseline: facts, ...compared } });
}

function tellMore({ candidate }: DuetRun, moreIterations: number, { report }: ScenarioDeps): void {
  const { scenario, objectives, comparison } = candidate;
  const beside = comparison === null ? {} : { comparison };
  report({ kind: 'confirming', scenario, objectives, moreIterations, ...beside });
}

async function nextPair(
  duet: DuetRun,
  at: { round: number; judgedTarget: number },
  deps: ScenarioDeps,
): Promise<void> {
  const { candidate, baseline } = duet;
  const { space } = deps;
  const place = candidate.iterations.length;
  const order: readonly Side[] = place % 2 === 0 ? ['baseline', 'candidate'] : ['candidate', 'baseline'];
  const turn: Turn = {
    ...at,
    warmup: place < space.warmupsOf(candidate.scenario),
    startOffsetMs: deps.random() * 1000,
    judgedSoFar: countOf(pairsOf(sidesOf(duet))),
    // Of both: layers that they share would stay with the other image.
    images: [...new Set([baseline, candidate].flatMap(({ scenario }) => space.imagesOf(scenario)))],
  };
  for (const side of order)
    if (!deps.deadline.signal.aborted) await runIteration(duet[side], { ...turn, side }, deps);
  requireOnePath(duet, deps);
}

/** Times over different paths say nothing about each other. */
function requireOnePath({ baseline, candidate }: DuetRun, { space }: ScenarioDeps): void {
  const [one, other] = [space.viaOf(baseline.scenario), space.viaOf(candidate.scenario)];
  if (one === null || other === null || one === other) return;
  const message = `the baseline is probed over ${one} and the candidate over ${other}: their times cannot be compared`;
  throw new PodStartSloError('cluster', message, { hint: 'name a path that both have, with via' });
}
