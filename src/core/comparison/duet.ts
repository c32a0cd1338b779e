import { checkAt, type Schedule } from '../interim-checks.ts';
import type { Comparison } from '../result-comparison.ts';
import { countOf, unansweredIn, type Pairs } from './pairs.ts';
import { oneSample, type RankInterval } from './rank-interval.ts';
import { isAbove, isBelow, ratioOf, smallestDetectable } from './ratio.ts';
import { aboveText, chanceText, notAboveText } from './reasons.ts';
import { chanceOf, isRegression, isSuspect, type Unanswered } from './unanswered.ts';

/** How a duet is judged: looks are counted in pairs. */
export interface DuetRules extends Schedule {
  /** 0.1: 10% slower is still allowed. */
  maxRegression: number;
}

/** What a comparison comes to. */
export type Compared = Pick<
  Comparison,
  'verdict' | 'reason' | 'ratio' | 'smallestDetectable' | 'maxRegression'
>;

/** Fewer pairs than this show nothing, whatever they are. */
export const fewestPairs = 10;

/** Of the pairs, the part in which one of the two has to have answered at least. */
const comparableShare = 0.5;

/**
 * Whether more pairs may still tell. A regression is said at a look, or as soon as it is certain that the candidate
 * fails more often. Clear is a look whose interval ends below what is allowed, and the last one in any case.
 */
export function standingOf(pairs: Pairs, rules: DuetRules): 'regression' | 'clear' | 'open' {
  const unanswered = unansweredIn(pairs);
  if (isRegression(unanswered)) return 'regression';
  const count = countOf(pairs);
  if (count < checkAt(rules, count)) return 'open';
  const interval = oneSample(pairs.logRatios);
  if (isAbove(interval, rules.maxRegression)) return 'regression';
  if (count >= rules.maxIterations || !isComparable(pairs)) return 'clear';
  return isBelow(interval, rules.maxRegression) && !isSuspect(unanswered) ? 'clear' : 'open';
}

/** What the pairs say if no more come. Before the first look they can show a regression, and nothing else. */
export function judgeDuet(pairs: Pairs, rules: DuetRules): Compared {
  const { maxRegression } = rules;
  const interval = oneSample(pairs.logRatios);
  const measured = {
    maxRegression,
    ratio: ratioOf(interval, pairs.logRatios.length),
    smallestDetectable: smallestDetectable(interval, maxRegression),
  };
  return { ...measured, ...verdictOf(pairs, interval, rules) };
}

type Judgement = Pick<Compared, 'verdict' | 'reason'>;

function verdictOf(pairs: Pairs, interval: RankInterval, rules: DuetRules): Judgement {
  const unanswered = unansweredIn(pairs);
  const count = countOf(pairs);
  const say = (verdict: Judgement['verdict'], ...reasons: (string | null)[]): Judgement => ({
    verdict,
    reason: reasons.filter((reason) => reason !== null).join('; '),
  });
  if (isRegression(unanswered))
    return say('regression', unansweredText(unanswered), chanceText(chanceOf(unanswered)));
  const also = unansweredText(unanswered);
  if (pairs.logRatios.length >= fewestPairs && isAbove(interval, rules.maxRegression))
    return say('regression', aboveText(interval, rules.maxRegression), also);
  if (count > 0 && pairs.neither === count)
    return say('inconclusive', `in ${count} of ${count} pairs neither answered`);
  if (count < rules.iterations)
    return say('inconclusive', `stopped at ${count} of ${rules.iterations} pairs`, also);
  if (!isComparable(pairs))
    return say('inconclusive', `in ${pairs.neither} of ${count} pairs neither answered`, also);
  return say('no-regression-shown', notAboveText(interval, rules.maxRegression), also);
}

function isComparable(pairs: Pairs): boolean {
  return pairs.logRatios.length >= countOf(pairs) * comparableShare;
}

function unansweredText({ candidate, baseline }: Unanswered): string | null {
  return candidate + baseline === 0
    ? null
    : `only the candidate never answered in ${candidate} pairs, only the baseline in ${baseline}`;
}
