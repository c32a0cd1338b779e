import { checkAt, type Schedule } from '../interim-checks.ts';
import { judgedOf } from '../measure.ts';
import type { Scenario } from '../plan.ts';
import type { ObjectiveResult, StopReason, Verdict } from '../result.ts';
import { unansweredInARow } from '../unanswered.ts';
import {
  invalidAllowed,
  judgeScenario,
  nextStep,
  worstVerdict,
  type Judged,
  type NextStep,
} from '../verdict.ts';
import { judgeDuet, standingOf, type Compared, type DuetRules } from './duet.ts';
import { countOf, pairsOf, type Pairs, type Sides } from './pairs.ts';
import { verdictOf } from './verdict-of.ts';

/** The part of a duet that judging needs: the candidate's scenario, and what is allowed. */
export type JudgedDuet = Pick<Scenario, 'rule' | 'objectives'> &
  Partial<Pick<Scenario, 'keepGoing'>> &
  Pick<DuetRules, 'iterations' | 'maxIterations' | 'maxRegression'>;

export interface DuetJudgement {
  /** Of the candidate: the worst of its objectives and of the comparison. */
  verdict: Verdict | null;
  objectives: ObjectiveResult[];
  compared: Compared;
}

export type DuetStep =
  /** Go on; the evidence is looked at once so many pairs count. */
  { kind: 'continue'; judgedTarget: number } | { kind: 'stop'; stoppedBecause: StopReason };

/** Looks in pairs: after `iterations`, then after every half of it. */
export function duetSchedule({ iterations, maxIterations }: Schedule): Schedule {
  return { iterations, maxIterations, step: Math.ceil(iterations / 2) };
}

/**
 * What a duet does after a pair (or before the first). A pure function of both sides, as `nextStep` is of one: the
 * comparison is one more thing that may be open at a look, and a regression that is certain ends it as a violation does.
 */
export function nextDuetStep(
  duet: JudgedDuet,
  sides: Sides,
  { deadlineReached }: { deadlineReached: boolean },
): DuetStep {
  const pairs = pairsOf(sides);
  const stoppedBecause = stopReason(duet, sides, pairs, deadlineReached);
  if (stoppedBecause !== null) return { kind: 'stop', stoppedBecause };
  return { kind: 'continue', judgedTarget: checkAt(duetSchedule(duet), countOf(pairs) + 1) };
}

function stopReason(
  duet: JudgedDuet,
  sides: Sides,
  pairs: Pairs,
  deadlineReached: boolean,
): StopReason | null {
  const rules = { ...duetSchedule(duet), maxRegression: duet.maxRegression };
  const count = countOf(pairs);
  const objectives = nextStep(candidateRules(duet, pairs), sides.candidate, { deadlineReached: false });
  const standing = standingOf(pairs, rules);
  if (isUnanswered(duet, sides, objectives)) return 'none-answered';
  const isViolated = objectives.kind === 'stop' && objectives.verdict === 'violated';
  const isSettled =
    standing === 'clear' && objectives.kind === 'stop' && objectives.stoppedBecause !== 'too-many-invalid';
  if (isViolated || standing === 'regression' || isSettled) return settledBecause(rules, count);
  if (pairs.invalid > invalidAllowed(checkAt(rules, count + 1))) return 'too-many-invalid';
  if (count >= rules.maxIterations) return 'max-iterations';
  return deadlineReached ? 'max-duration' : null;
}

/**
 * Neither side ever answered, so there is nothing to compare; or the candidate's objectives are violated by that. A side
 * that answers while the other does not is evidence of its own (`isRegression`), which takes its time.
 */
function isUnanswered({ keepGoing = false }: JudgedDuet, sides: Sides, objectives: NextStep): boolean {
  if (keepGoing) return false;
  const neither = [sides.candidate, sides.baseline].every((side) => unansweredInARow(side) !== null);
  return neither || (objectives.kind === 'stop' && objectives.stoppedBecause === 'none-answered');
}

function settledBecause({ iterations, maxIterations }: Schedule, count: number): StopReason {
  if (count === iterations) return 'complete';
  return count >= maxIterations ? 'max-iterations' : 'settled';
}

/** Both verdicts if nothing more comes. */
export function judgeDuetScenario(duet: JudgedDuet, sides: Sides): DuetJudgement {
  const pairs = pairsOf(sides);
  const rules = { ...duetSchedule(duet), maxRegression: duet.maxRegression };
  const { verdict, objectives } = judgeScenario(finalRules(duet, pairs, sides), sides.candidate);
  const tooMany = pairs.invalid > invalidAllowed(checkAt(rules, countOf(pairs)));
  const compared = tooMany ? doubt(judgeDuet(pairs, rules), pairs) : judgeDuet(pairs, rules);
  return { verdict: worstVerdict([verdict, verdictOf(compared)]), objectives, compared };
}

function doubt(compared: Compared, { invalid }: Pairs): Compared {
  if (compared.verdict === 'regression') return compared;
  const reason = `too many pairs were invalid (${invalid}); ${compared.reason ?? ''}`;
  return { ...compared, verdict: 'inconclusive', reason };
}

/**
 * Objectives are judged on all of the candidate's starts that count, at the looks of the duet. Those whose partner was
 * invalid count as well, so looks come that many starts later.
 */
function candidateRules(duet: JudgedDuet, { alone }: Pairs): Judged {
  const { iterations, maxIterations, step = iterations } = duetSchedule(duet);
  return {
    rule: duet.rule,
    objectives: duet.objectives,
    // Without objectives only the comparison decides.
    keepGoing: (duet.keepGoing ?? false) || duet.objectives.length === 0,
    iterations: iterations + alone,
    maxIterations: maxIterations + alone,
    step,
  };
}

/**
 * A run that ends between two looks went on for the sake of the comparison: what it has by then is looked at as it is.
 * Not so under `proven`, whose levels are of the looks that were planned.
 */
function finalRules(duet: JudgedDuet, pairs: Pairs, { candidate }: Sides): Judged {
  const rules = candidateRules(duet, pairs);
  const judged = judgedOf(candidate).length;
  return duet.rule === 'proven' || judged <= rules.iterations
    ? rules
    : { ...rules, iterations: judged, maxIterations: Math.max(judged, rules.maxIterations) };
}
