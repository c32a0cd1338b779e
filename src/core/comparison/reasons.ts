import { percent, signedPercent } from './percent.ts';
import type { RankInterval } from './rank-interval.ts';
import { isBelow } from './ratio.ts';

/** Why a comparison is a regression, or not: the sentences that both kinds share. */
export function aboveText({ low }: RankInterval, maxRegression: number): string {
  const least = low === Infinity ? 'never answers' : `is at least ${percent(Math.expm1(low))} slower`;
  return `the candidate ${least}; at most ${percent(maxRegression)} is allowed`;
}

export function notAboveText(interval: RankInterval, maxRegression: number): string {
  const [from, to] = [endText(interval.low), endText(interval.high)];
  const allowed = percent(maxRegression);
  return isBelow(interval, maxRegression)
    ? `the interval ends at ${to}; at most ${allowed} slower is allowed`
    : `a slowdown of more than ${allowed} is neither shown nor ruled out: the interval reaches from ${from} to ${to}`;
}

export function chanceText(chance: number): string {
  return `if both were equal, that would happen ${percent(chance)} of the time`;
}

function endText(end: number): string {
  return Number.isFinite(end) ? signedPercent(Math.exp(end)) : 'never';
}
