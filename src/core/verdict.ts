import { evidenceOf, tallyOf } from './evidence.ts';
import { checkAt } from './interim-checks.ts';
import { isBoundWithin, judgedOf, measuresOf, tellableOf, type Judgeable, type Measured } from './measure.ts';
import { quantileOf, type Objective } from './objective.ts';
import type { Scenario } from './plan.ts';
import { quantile } from './quantile.ts';
import { reasonOf } from './reason.ts';
import type { ObjectiveResult, StopReason, Verdict } from './result.ts';
import { levelsFor, objectiveStateOf, type Rules, type ObjectiveState } from './objective-state.ts';
import { finiteOrNull } from './summary.ts';
import { unansweredInARow } from './unanswered.ts';

/** The part of a scenario that judging needs. */
export type Judged = Rules & Pick<Scenario, 'objectives'> & Partial<Pick<Scenario, 'keepGoing'>>;

export interface Judgement {
  /** null: there are no objectives. */
  verdict: Verdict | null;
  objectives: ObjectiveResult[];
}

export type NextStep =
  /** Go on; the evidence is looked at once `judgedTarget` iterations are judged. */
  { kind: 'continue'; judgedTarget: number } | ({ kind: 'stop'; stoppedBecause: StopReason } & Judgement);

/**
 * What a run does after an iteration ended (or before the first): given all iterations so far, warm-ups and invalid
 * ones included. A pure function of them, whatever their order within a look:
 * - a verdict of violated stops at once when nothing to come can change it; met is only said at a look, so that who
 *   asks for 20 iterations gets 20 measurements
 * - at a look every objective is judged afresh on all values so far; when none is open, the scenario stops
 * - where nothing has ever answered, warm-ups included, more of the same would tell nothing new: the scenario stops
 * - invalid iterations are repeated until there are too many of them
 */
export function nextStep(
  scenario: Judged,
  iterations: readonly Judgeable[],
  { deadlineReached }: { deadlineReached: boolean },
): NextStep {
  const stoppedBecause = stopReason(scenario, iterations, deadlineReached);
  if (stoppedBecause !== null)
    return { kind: 'stop', stoppedBecause, ...judgeScenario(scenario, iterations) };
  return { kind: 'continue', judgedTarget: checkAt(scenario, judgedOf(iterations).length + 1) };
}

function stopReason(
  scenario: Judged,
  iterations: readonly Judgeable[],
  deadlineReached: boolean,
): StopReason | null {
  const judged = judgedOf(iterations).length;
  const isLook = judged >= checkAt(scenario, judged);
  const standings = standingsOf(scenario, iterations);
  if (standings.some(({ because }) => because === 'none-answered')) return 'none-answered';
  if (scenario.objectives.length === 0 && unansweredOf(scenario, iterations) !== null && !isLook)
    return 'none-answered';
  const isViolated = standings.some(({ state }) => state === 'violated');
  const settled = isLook && !standings.some(({ state }) => state === 'open');
  if (isViolated || settled) return settledBecause(scenario, judged, isLook);
  if (invalidIn(iterations) > invalidAllowed(checkAt(scenario, judged + 1))) return 'too-many-invalid';
  if (judged >= scenario.maxIterations) return 'max-iterations';
  return deadlineReached ? 'max-duration' : null;
}

function standingsOf(scenario: Judged, iterations: readonly Judgeable[]): ObjectiveState[] {
  return scenario.objectives.map((objective) =>
    objectiveStateOf(
      objective,
      tallyOf(measuresOf(iterations, objective.measure), objective.limitMs),
      rulesOf(objective, scenario, iterations),
    ),
  );
}

/** Starts in a row without any answer; null where one answered, or where going on was asked for. */
function unansweredOf({ keepGoing = false }: Judged, iterations: readonly Judgeable[]): number | null {
  return keepGoing ? null : unansweredInARow(iterations);
}

function settledBecause(scenario: Judged, judged: number, isLook: boolean): StopReason {
  if (!isLook) return 'settled';
  if (judged === checkAt(scenario, 1)) return 'complete';
  return judged >= scenario.maxIterations ? 'max-iterations' : 'settled';
}

/**
 * The verdict if nothing more comes. Also right for a run that was cut short: what can no longer change is judged,
 * all else is inconclusive.
 */
export function judgeScenario(scenario: Judged, iterations: readonly Judgeable[]): Judgement {
  const look = checkAt(scenario, judgedOf(iterations).length);
  const tooManyInvalid = invalidIn(iterations) > invalidAllowed(look);
  const objectives = scenario.objectives
    .map((objective) =>
      judgeObjective(
        objective,
        measuresOf(iterations, objective.measure),
        rulesOf(objective, scenario, iterations),
      ),
    )
    .map((result) => (tooManyInvalid && result.verdict !== 'violated' ? doubt(result, iterations) : result));
  return { verdict: worstVerdict(objectives.map(({ verdict }) => verdict)), objectives };
}

/** `per-pod` has a value for each pod of an iteration, and those of one iteration depend on each other. */
function rulesOf({ measure }: Objective, judged: Judged, iterations: readonly Judgeable[]): Rules {
  const unanswered = unansweredOf(judged, iterations);
  const rules = unanswered === null ? judged : { ...judged, unanswered };
  if (measure !== 'per-pod') return rules;
  return { ...rules, rule: 'observed', clusters: judgedOf(iterations).length };
}

/** One objective judged on the values of all judged iterations so far, unknown ones included. */
export function judgeObjective(
  objective: Objective,
  values: readonly Measured[],
  rules: Rules,
): ObjectiveResult {
  const q = quantileOf(objective.statistic);
  const evidence = evidenceOf(values, objective, {
    metLevel: levelsFor(rules, q).met,
    independent: rules.clusters === undefined,
  });
  const standing = objectiveStateOf(objective, evidence, rules);
  const verdict = verdictOf(standing);
  const observed = quantile(tellableOf(values, objective.limitMs), q);
  const isBounded = values.some((value) => isBoundWithin(value, objective.limitMs));
  return {
    ...objective,
    observedMs: finiteOrNull(observed),
    observedIsBound: isBounded && observed !== null && observed <= objective.limitMs,
    verdict,
    passed: verdict === 'inconclusive' ? null : verdict === 'met',
    reason: reasonOf(objective, evidence, rules, standing),
    evidence,
  };
}

function verdictOf({ state }: ObjectiveState): Verdict {
  return state === 'met' || state === 'violated' ? state : 'inconclusive';
}

/** The verdict of several: violated before inconclusive before met; null where none has one. */
export function worstVerdict(verdicts: readonly (Verdict | null)[]): Verdict | null {
  const worstFirst = ['violated', 'inconclusive', 'met'] as const;
  return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? null;
}

/** How many invalid iterations are repeated: one in ten of those aimed at, at least one. More put the run in doubt. */
export function invalidAllowed(judgedTarget: number): number {
  return Math.ceil(judgedTarget / 10);
}

function invalidIn(iterations: readonly Judgeable[]): number {
  return iterations.filter(({ warmup, outcome }) => !warmup && outcome === 'invalid').length;
}

function doubt(result: ObjectiveResult, iterations: readonly Judgeable[]): ObjectiveResult {
  const reason = `too many iterations were invalid (${invalidIn(iterations)}); ${result.reason ?? ''}`;
  return { ...result, verdict: 'inconclusive', passed: null, reason };
}
