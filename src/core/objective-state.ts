import { isWithin, pAtLeast, pAtMost } from './binomial.ts';
import type { Tally } from './evidence.ts';
import { levelsOf, checkAt, overallLevels, type Levels, type Schedule } from './interim-checks.ts';
import { quantileOf, type Objective } from './objective.ts';
import type { Scenario } from './plan.ts';
import { allowedOver } from './quantile.ts';
import { isNoChance } from './unanswered.ts';

/** How a scenario is to be judged. */
export type Rules = Pick<Scenario, 'rule'> &
  Schedule & {
    /**
     * Where an iteration brings several values: how many judged iterations they are of. Values of one iteration depend on
     * each other, so the binomial evidence does not hold: they are judged by the observed quantile alone.
     */
    clusters?: number;
    /** Starts in a row, warm-ups included, of which none ever answered, where that ends the run. */
    unanswered?: number;
  };

/** How many values there are at the look that is due after so many: looks are taken after whole iterations. */
export function valuesAtCheck(rules: Rules, count: number): number {
  const { clusters = count } = rules;
  return Math.max(count, valuesIn(rules, count, checkAt(rules, clusters)));
}

/** How many values there are after all iterations that are allowed. */
export function valuesAtMost(rules: Rules, count: number): number {
  return valuesIn(rules, count, rules.maxIterations);
}

/** Iterations to come bring as many values each as those so far, where there are some. */
function valuesIn({ clusters = 0 }: Rules, count: number, iterations: number): number {
  return clusters === 0 ? iterations : Math.round((iterations * count) / clusters);
}

/**
 * Where an objective stands, and what makes it so:
 * met: `within` (rule observed), `proven`, `none-seen` (max)
 * violated: `breach` (max), `hopeless` (beyond whatever comes), `evidence`, `end` (beyond at the last look),
 * `none-answered` (nothing ever answered, and the run stops)
 * open: `waiting` (no look is due), `beyond` (observed: to be confirmed), `unproven` (proven: not strong enough)
 * unclear: `empty` (no value is known), `unknown` (too many are not)
 */
export type ObjectiveState =
  | { state: 'met'; because: 'within' | 'proven' | 'none-seen' }
  | { state: 'violated'; because: 'breach' | 'hopeless' | 'evidence' | 'end' | 'none-answered' }
  | { state: 'open'; because: 'waiting' | 'beyond' | 'unproven' }
  | { state: 'unclear'; because: 'empty' | 'unknown' };

/** The part of the values of one objective that may be unknown. */
export const unknownShare = 0.1;

/** How strong the evidence must be at one look. A confirmed breach is final at any look of the rule observed. */
export function levelsFor(rules: Rules, q: number): Levels {
  return rules.rule === 'proven' && q < 1 ? levelsOf(rules, q) : overallLevels;
}

/** What the tally of an objective says, and whether it may still change. */
export function objectiveStateOf(objective: Objective, tally: Tally, rules: Rules): ObjectiveState {
  const q = quantileOf(objective.statistic);
  const count = tally.n + tally.unknown;
  const look = valuesAtCheck(rules, count);
  return (
    certainlyViolated(tally, q, rules, look) ??
    noneAnswered(tally, q, rules) ??
    unclear(tally) ??
    metAt(tally, q, rules, look) ??
    (look > count
      ? { state: 'open', because: 'waiting' }
      : beyondAt(tally, q, rules, count >= valuesAtMost(rules, count)))
  );
}

/** Violated already, even if every unknown and every coming value lay within the limit. */
function certainlyViolated(
  { n, over, unknown }: Tally,
  q: number,
  rules: Rules,
  look: number,
): ObjectiveState | null {
  if (q === 1) return over > 0 ? { state: 'violated', because: 'breach' } : null;
  // A sample whose quantile is within the limit never looks that unlikely.
  if (isEvidence(over, look, q, rules)) {
    return { state: 'violated', because: 'evidence' };
  }
  const most = valuesAtMost(rules, n + unknown);
  if (rules.rule === 'proven' || over <= allowedOver(most, q)) return null;
  return { state: 'violated', because: n + unknown < most ? 'hopeless' : 'end' };
}

/** Nothing of what this objective is about was ever reached, in too many starts for chance. */
function noneAnswered({ n, over, unknown }: Tally, q: number, { unanswered }: Rules): ObjectiveState | null {
  if (unanswered === undefined || n === 0 || over < n + unknown || !isNoChance(unanswered, q)) return null;
  return { state: 'violated', because: 'none-answered' };
}

/** Whether so many over the limit are too many for chance. Of values that depend on each other nobody can say. */
function isEvidence(over: number, n: number, q: number, rules: Rules): boolean {
  if (rules.clusters !== undefined) return false;
  return isWithin(pAtLeast(over, n, 1 - q), levelsFor(rules, q).violated);
}

function unclear({ n, unknown }: Tally): ObjectiveState | null {
  if (n === 0) return { state: 'unclear', because: 'empty' };
  return unknown > (n + unknown) * unknownShare ? { state: 'unclear', because: 'unknown' } : null;
}

/** Met at the look, even if every value still to come before it lay over the limit. */
function metAt(tally: Tally, q: number, rules: Rules, look: number): ObjectiveState | null {
  const n = look - tally.unknown;
  const over = tally.over + (n - tally.n);
  if (over > allowedOver(n, q)) return null;
  if (rules.rule === 'observed') return { state: 'met', because: 'within' };
  if (q === 1) return { state: 'met', because: 'none-seen' };
  return isWithin(pAtMost(over, n, 1 - q), levelsFor(rules, q).met)
    ? { state: 'met', because: 'proven' }
    : null;
}

/** Not met at a look that is due. */
function beyondAt({ n, over }: Tally, q: number, rules: Rules, final: boolean): ObjectiveState {
  if (isEvidence(over, n, q, rules)) {
    return { state: 'violated', because: 'evidence' };
  }
  if (rules.rule === 'proven') return { state: 'open', because: 'unproven' };
  return final ? { state: 'violated', because: 'end' } : { state: 'open', because: 'beyond' };
}
