import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeDuet, standingOf, type DuetRules } from '../../../src/core/comparison/duet.ts';
import type { Pairs } from '../../../src/core/comparison/pairs.ts';
import { times } from '../judging-fixtures.ts';

const rules: DuetRules = { iterations: 20, step: 10, maxIterations: 60, maxRegression: 0.1 };

function pairs(logRatios: readonly number[], more: Partial<Pairs> = {}): Pairs {
  return { logRatios: [...logRatios], neither: 0, invalid: 0, alone: 0, ...more };
}

/** So many ratios around one, evenly spread by so much to both sides. */
function around(ratio: number, count: number, spread = 0.1): number[] {
  return Array.from({ length: count }, (_, index) => {
    const place = count === 1 ? 0 : (2 * index) / (count - 1) - 1;
    return Math.log(ratio) + spread * place;
  });
}

describe('a comparison', () => {
  it.each([
    ['as fast', 1, 'no-regression-shown', 'clear'],
    ['5% slower', 1.05, 'no-regression-shown', 'clear'],
    ['10% slower, which is allowed', 1.1, 'no-regression-shown', 'open'],
    ['25% slower', 1.25, 'regression', 'regression'],
    ['half as slow', 0.5, 'no-regression-shown', 'clear'],
  ] as const)('of a candidate that is %s', (_, ratio, verdict, standing) => {
    const found = pairs(around(ratio, 20));
    expect(judgeDuet(found, rules)).toMatchObject({ verdict, maxRegression: 0.1 });
    expect(judgeDuet(found, rules).ratio?.estimate).toBeCloseTo(ratio, 6);
    expect(standingOf(found, rules)).toBe(standing);
  });

  it('is a regression by the whole of its interval, not by its middle', () => {
    const { verdict, ratio } = judgeDuet(pairs(around(1.2, 20, 0.5)), rules);
    expect(ratio?.estimate).toBeGreaterThan(1.1);
    expect(ratio?.interval[0]).toBeLessThan(1.1);
    expect(verdict).toBe('no-regression-shown');
  });

  it('that straddles at the last look passes, and says so', () => {
    const last = pairs(around(1.1, 60, 0.5));
    expect(standingOf(last, rules)).toBe('clear');
    expect(judgeDuet(last, rules).reason).toMatch(
      /^a slowdown of more than 10% is neither shown nor ruled out: the interval reaches from \+\d/,
    );
  });

  it('does not depend on the order of the pairs', () => {
    const ratio = fc.oneof(fc.double({ min: -2, max: 2, noNaN: true }), fc.constantFrom(Infinity, -Infinity));
    fc.assert(
      fc.property(fc.array(ratio, { maxLength: 60 }), (ratios) => {
        expect(judgeDuet(pairs(ratios.toReversed()), rules)).toEqual(judgeDuet(pairs(ratios), rules));
      }),
    );
  });

  it('before the first look shows a regression that is plain, and else nothing', () => {
    expect(judgeDuet(pairs(around(2, 12)), rules).verdict).toBe('regression');
    expect(judgeDuet(pairs(around(2, 9)), rules).verdict).toBe('inconclusive');
    expect(judgeDuet(pairs(around(1, 19)), rules)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'stopped at 19 of 20 pairs',
    });
    expect(standingOf(pairs(around(2, 19)), rules)).toBe('open');
  });

  it('between two looks stays open', () => {
    expect(standingOf(pairs(around(1, 25)), rules)).toBe('open');
    expect(standingOf(pairs(around(1, 30)), rules)).toBe('clear');
  });

  it('says how large a slowdown has to be to be seen in 9 of 10 such runs', () => {
    const few = judgeDuet(pairs(around(1, 20)), rules).smallestDetectable ?? NaN;
    const many = judgeDuet(pairs(around(1, 60)), rules).smallestDetectable ?? NaN;
    expect(few).toBeGreaterThan(0.1);
    expect(many).toBeGreaterThan(0.1);
    expect(many).toBeLessThan(few);
  });
});

describe('starts that never answer', () => {
  it.each([
    [7, 'open'],
    [8, 'regression'],
  ] as const)('are a regression where only the candidate does in 8 pairs: %i', (count, standing) => {
    expect(standingOf(pairs(times(count, Infinity)), rules)).toBe(standing);
  });

  it('say with what chance equal ones would do so', () => {
    expect(judgeDuet(pairs(times(8, Infinity)), rules)).toMatchObject({
      verdict: 'regression',
      ratio: null,
      reason:
        'only the candidate never answered in 8 pairs, only the baseline in 0; if both were equal, that would happen 0.4% of the time',
    });
  });

  it('of both sides weigh against each other', () => {
    const both = [...times(8, Infinity), ...times(4, -Infinity), ...around(1, 8)];
    expect(judgeDuet(pairs(both), rules).verdict).toBe('no-regression-shown');
    expect(judgeDuet(pairs(both), rules).reason).toContain('in 8 pairs, only the baseline in 4');
  });

  it('keep the comparison open while they are suspicious', () => {
    expect(standingOf(pairs([...times(3, Infinity), ...around(1, 27, 0.02)]), rules)).toBe('clear');
    expect(standingOf(pairs([...times(4, Infinity), ...around(1, 26, 0.02)]), rules)).toBe('open');
  });

  it('on both sides at once say nothing: inconclusive where that is most pairs', () => {
    expect(judgeDuet(pairs(around(1, 9), { neither: 11 }), rules)).toMatchObject({
      verdict: 'inconclusive',
      reason: 'in 11 of 20 pairs neither answered',
    });
    expect(standingOf(pairs(around(1, 9), { neither: 11 }), rules)).toBe('clear');
    expect(judgeDuet(pairs(around(1, 11), { neither: 9 }), rules).verdict).toBe('no-regression-shown');
  });
});
