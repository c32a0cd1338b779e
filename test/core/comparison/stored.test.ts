import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeStored, type StoredSides } from '../../../src/core/comparison/stored.ts';
import type { Judgeable } from '../../../src/core/measure.ts';
import { invalid, iteration, timedOut, times, warmup } from '../judging-fixtures.ts';

/** So many starts around a second times the factor, spread by 10% to both sides. */
function starts(factor: number, count = 20): Judgeable[] {
  return Array.from({ length: count }, (_, index) =>
    iteration({ totalMs: 1000 * factor * (0.9 + (0.2 * index) / Math.max(1, count - 1)) }),
  );
}

function judge(candidate: readonly Judgeable[], facts: Partial<StoredSides> = {}) {
  return judgeStored({ baseline: starts(1), candidate, differences: [], maxRegression: 0.1, ...facts });
}

describe('a comparison with a stored result', () => {
  it.each([
    ['as fast', 1, 'no-regression-shown'],
    ['20% slower, which runs may differ by', 1.2, 'no-regression-shown'],
    ['50% slower', 1.5, 'regression'],
    ['twice as fast', 0.5, 'no-regression-shown'],
  ] as const)('of a candidate that is %s', (_, factor, verdict) => {
    expect(judge(starts(factor))).toMatchObject({ verdict, maxRegression: 0.1, ratio: { pairs: null } });
    expect(judge(starts(factor)).ratio?.estimate).toBeCloseTo(factor, 6);
  });

  it('has room for what differs from run to run, however many starts there are', () => {
    const { ratio } = judge(starts(1, 5000), { baseline: starts(1, 5000) });
    const [low, high] = ratio?.interval ?? [];
    // 1.96 × √2 × 5%
    expect(Math.log(low ?? NaN)).toBeCloseTo(-0.1386, 2);
    expect(Math.log(high ?? NaN)).toBeCloseTo(0.1386, 2);
  });

  it('is turned around where baseline and candidate are swapped', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 5, noNaN: true }), (factor) => {
        const there = judge(starts(factor)).ratio?.estimate ?? NaN;
        const back = judge(starts(1), { baseline: starts(factor) }).ratio?.estimate ?? NaN;
        expect(Math.log(back)).toBeCloseTo(-Math.log(there), 9);
      }),
    );
  });

  it('is shown and not judged with fewer than 20 judged starts on either side', () => {
    const few = [...starts(2, 19), warmup, invalid];
    expect(judge(few)).toMatchObject({
      verdict: null,
      reason: '19 starts, of the baseline 20; to be judged both need at least 20',
    });
    expect(judge(few).ratio?.estimate).toBeCloseTo(2, 6);
    expect(judge(starts(2), { baseline: few }).verdict).toBeNull();
  });

  it('is shown and not judged where something else differs, with both values and without an interval', () => {
    const differences = [{ part: 'runner', baseline: 'linux, 4 cores', candidate: 'linux, 2 cores' }];
    expect(judge(starts(2), { differences })).toMatchObject({
      verdict: null,
      reason: 'not comparable: runner is "linux, 2 cores", of the baseline "linux, 4 cores"',
      ratio: { interval: [null, null] },
      smallestDetectable: null,
    });
  });

  it('has no ratio where nothing was measured', () => {
    expect(judge([])).toMatchObject({ verdict: null, ratio: null, smallestDetectable: null });
  });

  it('counts a start that never answered as slower than every other', () => {
    expect(judge([...starts(1, 18), ...times(2, timedOut)])).toMatchObject({
      verdict: 'no-regression-shown',
    });
    expect(judge([...starts(1, 12), ...times(8, timedOut)])).toMatchObject({
      verdict: 'regression',
      reason:
        '8 of 20 starts never answered, of the baseline’s 0 of 20; if both were equal, that would happen 0.4% of the time',
    });
    expect(judge(times(20, timedOut))).toMatchObject({ verdict: 'regression', ratio: null });
  });
});
