import { firstWhere, isWithin, leastForViolated, mostForMet } from './binomial.ts';
import { overallLevels } from './interim-checks.ts';
import { quantileOf, type Objective } from './objective.ts';
import { allowedOver } from './quantile.ts';
import { levelsFor, type Rules } from './objective-state.ts';
import type { Judged } from './verdict.ts';

export interface SettlingWarning {
  message: string;
  /** The least number of iterations that would do; null: no number is the remedy. */
  needed: number | null;
}

/** What cannot be decided, or only by chance, with the iterations that are allowed; known before anything runs. */
export function settlingWarnings(scenario: Judged): SettlingWarning[] {
  return (
    scenario.objectives
      // Of the pods of an iteration there are several, and a maximum is one whatever the number.
      .filter(({ statistic, measure }) => statistic !== 'max' && measure !== 'per-pod')
      .flatMap((objective) =>
        scenario.rule === 'proven'
          ? provenWarnings(objective, scenario)
          : observedWarnings(objective, scenario),
      )
  );
}

function provenWarnings(objective: Objective, rules: Rules): SettlingWarning[] {
  const q = quantileOf(objective.statistic);
  const n = rules.maxIterations;
  const levels = levelsFor(rules, q);
  const say = (what: string, needed: number): SettlingWarning => ({
    message: `"${objective.expression}" can never be ${what} in ${n} iterations; it takes at least ${needed}`,
    needed,
  });
  const warnings: SettlingWarning[] = [];
  // At their last look a run of that many has not been able to err before, so the overall level is that look's own.
  if (mostForMet(n, q, levels.met) < 0) warnings.push(say('proven met', neededFor(q, overallLevels.met)));
  if (leastForViolated(n, q, levels.violated) > n) {
    warnings.push(say('proven violated', neededFor(1 - q, overallLevels.violated)));
  }
  return warnings;
}

/** A quantile of a sample too small for it is the maximum under another name. */
function observedWarnings({ expression, statistic }: Objective, { maxIterations }: Rules): SettlingWarning[] {
  if (allowedOver(maxIterations, quantileOf(statistic)) > 0) return [];
  return [
    {
      message: `the ${statistic} of at most ${maxIterations} iterations is their maximum: a single one over the limit violates "${expression}"`,
      needed: firstWhere(maxIterations, 1_000_000, (n) => allowedOver(n, quantileOf(statistic)) > 0),
    },
  ];
}

/** The least n with chance^n ≤ level: so many in a row, if each has that chance. */
function neededFor(chance: number, level: number): number {
  return firstWhere(1, 1_000_000, (n) => isWithin(chance ** n, level)) ?? Infinity;
}
