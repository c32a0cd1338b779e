import { judgedOf, measureOf, type Judgeable } from '../measure.ts';
import { logOf } from './pairs.ts';
import type { Compared } from './duet.ts';
import type { Difference } from './fingerprints.ts';
import { endQuantile, twoSamples, type RankInterval } from './rank-interval.ts';
import { isAbove, ratioOf, smallestDetectable } from './ratio.ts';
import { aboveText, chanceText, notAboveText } from './reasons.ts';
import { chanceOf, isRegression } from './unanswered.ts';

/** Judged starts that each of the two runs needs. */
export const fewestStarts = 20;

/**
 * By how much the times of two runs of the same thing on machines of one class differ, all starts of a run alike:
 * coefficient of variation. No single run shows it, so it is allowed for. A rank test alone calls two equal runs
 * different in 20 to 29% of the cases because of it; with it allowed for, a regression is called in under 0.5%.
 */
export const runToRunVariation = 0.05;

export interface StoredSides {
  baseline: readonly Judgeable[];
  candidate: readonly Judgeable[];
  /** What keeps the two from being comparable. */
  differences: readonly Difference[];
  maxRegression: number;
}

/** What the starts of two runs say, each by itself: judged where both are comparable and large enough, else shown. */
export function judgeStored({ baseline, candidate, differences, maxRegression }: StoredSides): Compared {
  const [ones, others] = [logsOf(candidate), logsOf(baseline)];
  const interval = widened(twoSamples(ones, others));
  const isMeasured = ones.length > 0 && others.length > 0;
  const doubt = differencesText(differences) ?? fewText(baseline, candidate);
  const known = differences.length === 0 ? interval : { ...interval, low: -Infinity, high: Infinity };
  const shown = {
    maxRegression,
    ratio: isMeasured ? ratioOf(known, null) : null,
    smallestDetectable: isMeasured ? smallestDetectable(known, maxRegression) : null,
  };
  if (doubt !== null) return { ...shown, verdict: null, reason: doubt };
  return { ...shown, ...verdictOf(interval, { baseline, candidate, maxRegression }) };
}

function verdictOf(
  interval: RankInterval,
  { baseline, candidate, maxRegression }: Omit<StoredSides, 'differences'>,
): Pick<Compared, 'verdict' | 'reason'> {
  const [before, now] = [judgedOf(baseline), judgedOf(candidate)];
  const unanswered = { baseline: unansweredIn(before), candidate: unansweredIn(now) };
  const share = now.length / (now.length + before.length);
  if (isRegression(unanswered, share)) {
    const counts = `${unanswered.candidate} of ${now.length} starts never answered, of the baseline’s ${unanswered.baseline} of ${before.length}`;
    return { verdict: 'regression', reason: `${counts}; ${chanceText(chanceOf(unanswered, share))}` };
  }
  return isAbove(interval, maxRegression)
    ? { verdict: 'regression', reason: aboveText(interval, maxRegression) }
    : { verdict: 'no-regression-shown', reason: notAboveText(interval, maxRegression) };
}

function logsOf(iterations: readonly Judgeable[]): number[] {
  const logs = judgedOf(iterations).map((each) => logOf(measureOf(each, 'total')));
  return logs.filter((log) => !Number.isNaN(log));
}

function unansweredIn(judged: readonly Judgeable[]): number {
  return judged.filter(({ outcome }) => outcome !== 'answered').length;
}

/** The interval with room for what differs from run to run: independent errors add up by their squares. */
function widened({ estimate, low, high }: RankInterval): RankInterval {
  const drift = endQuantile * Math.SQRT2 * runToRunVariation;
  if (!Number.isFinite(estimate)) return { estimate, low: low - drift, high: high + drift };
  return {
    estimate,
    low: estimate - Math.hypot(estimate - low, drift),
    high: estimate + Math.hypot(high - estimate, drift),
  };
}

function differencesText(differences: readonly Difference[]): string | null {
  if (differences.length === 0) return null;
  const named = differences.map(
    ({ part, baseline, candidate }) => `${part} is "${candidate}", of the baseline "${baseline}"`,
  );
  return `not comparable: ${named.join('; ')}`;
}

function fewText(baseline: readonly Judgeable[], candidate: readonly Judgeable[]): string | null {
  const [before, now] = [judgedOf(baseline).length, judgedOf(candidate).length];
  if (before >= fewestStarts && now >= fewestStarts) return null;
  return `${now} starts, of the baseline ${before}; to be judged both need at least ${fewestStarts}`;
}
