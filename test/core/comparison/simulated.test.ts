import { describe, expect, it } from 'vitest';
import { rules, type Rule } from '../../../bench/verdicts/rules.ts';
import { makeBuilds, sigmaOf, timesOf, type Service } from '../../../bench/verdicts/samples.ts';
import { judgeDuet } from '../../../src/core/comparison/duet.ts';

const builds = makeBuilds(600, 7);
const slack: Service = { spread: 0.1, outliers: 0 };
const rough: Service = { spread: 0.2, outliers: 0.05 };

function failing(name: string, service: Service, slowdown: number): number {
  const rule = rules.find((each) => each.name === name) as Rule;
  return builds.filter((build) => rule.judge(build, service, slowdown).fails).length / builds.length;
}

/** What is published, and how far 600 runs may lie from it: three standard errors and a little. */
describe('of 600 simulated duets', () => {
  it('hardly any calls two equal images different, with outliers neither', () => {
    expect(failing('duet', slack, 1)).toBeLessThanOrEqual(0.005);
    expect(failing('duet', rough, 1)).toBeLessThanOrEqual(0.005);
  });

  it('over 90% find a candidate that is 25% slower, where starts spread by 10%', () => {
    expect(failing('duet', slack, 1.25)).toBeGreaterThanOrEqual(0.9);
    expect(failing('duet', { ...slack, outliers: 0.05 }, 1.25)).toBeGreaterThanOrEqual(0.9);
  });

  it('about 6% fail a candidate that is slower by exactly what is allowed', () => {
    expect(failing('duet', slack, 1.1)).toBeLessThan(0.09);
  });
});

describe('of 600 simulated comparisons with a stored result', () => {
  it('hardly any calls two equal images different, though runs differ by 5%', () => {
    expect(failing('stored baseline', slack, 1)).toBeLessThanOrEqual(0.005);
    expect(failing('stored baseline', rough, 1)).toBeLessThanOrEqual(0.005);
  });

  it('nearly all find a candidate that is 50% slower, where starts spread by 10%', () => {
    expect(failing('stored baseline', slack, 1.5)).toBeGreaterThanOrEqual(0.94);
  });
});

it('what a duet says it would have seen is seen in 9 of 10 with as many pairs', () => {
  const count = 20;
  const comparisons = builds.map(({ candidate, baseline }) => {
    const times = [candidate, baseline].map((draws) => timesOf(draws, slack, 1).slice(0, count));
    return (times[0] ?? []).map((time, index) => Math.log(time / (times[1]?.[index] ?? NaN)));
  });
  const rulesOf = { iterations: count, maxIterations: count, maxRegression: 0.1 };
  const judge = (logRatios: readonly number[]) =>
    judgeDuet({ logRatios: [...logRatios], neither: 0, invalid: 0, alone: 0 }, rulesOf);
  const sizes = comparisons.map((ratios) => judge(ratios).smallestDetectable ?? NaN);
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  // The truth, where the spread is known: the allowed 10%, and 3.24 standard errors of a mean of pairs.
  expect(Math.log1p(mean)).toBeCloseTo(Math.log1p(0.1) + 3.24 * sigmaOf(0.1) * Math.sqrt(2 / count), 1);
  const seen = comparisons.filter(
    (ratios) => judge(ratios.map((ratio) => ratio + Math.log1p(mean))).verdict === 'regression',
  );
  expect(seen.length / comparisons.length).toBeGreaterThan(0.85);
});
