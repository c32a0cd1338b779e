import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endQuantile, oneSample, twoSamples } from '../../../src/core/comparison/rank-interval.ts';

const value = fc.double({ min: -3, max: 3, noNaN: true });
const sample = fc.array(value, { minLength: 1, maxLength: 40 });

function meansOfTwo(values: readonly number[]): number[] {
  const means = values.flatMap((one, index) => values.slice(index).map((other) => (one + other) / 2));
  return means.sort((a, b) => a - b);
}

function differences(ones: readonly number[], others: readonly number[]): number[] {
  return ones.flatMap((one) => others.map((other) => one - other)).sort((a, b) => a - b);
}

function middleOf(sorted: readonly number[]): number {
  const [low = NaN, high = NaN] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[Math.floor(sorted.length / 2)],
  ];
  return (low + high) / 2;
}

/** The chance of each rank sum of n differences around 0: each rank is added or not. */
function rankSums(n: number): number[] {
  const most = (n * (n + 1)) / 2;
  let chances = [1, ...Array<number>(most).fill(0)];
  for (let rank = 1; rank <= n; rank++)
    chances = chances.map((chance, sum) => (chance + (chances[sum - rank] ?? 0)) / 2);
  return chances;
}

describe('the middle of a sample', () => {
  it('is that of the means of any two, without listing them', () => {
    fc.assert(
      fc.property(sample, (values) => {
        expect(oneSample(values).estimate).toBeCloseTo(middleOf(meansOfTwo(values)), 9);
      }),
    );
  });

  it('of two samples is that of their differences', () => {
    fc.assert(
      fc.property(sample, sample, (ones, others) => {
        expect(twoSamples(ones, others).estimate).toBeCloseTo(middleOf(differences(ones, others)), 9);
      }),
    );
  });

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(sample, (values) => {
        expect(oneSample(values.toReversed())).toEqual(oneSample(values));
      }),
    );
  });

  it('changes its sign with that of the sample, and so does the interval', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const [one, other] = [oneSample(values), oneSample(values.map((each) => -each))];
        expect(other.estimate).toBeCloseTo(-one.estimate, 9);
        if (Number.isFinite(one.low)) expect(other.high).toBeCloseTo(-one.low, 9);
        else expect(other.high).toBe(Infinity);
      }),
    );
  });

  it('changes its sign where two samples are swapped', () => {
    fc.assert(
      fc.property(sample, sample, (ones, others) => {
        expect(twoSamples(others, ones).estimate).toBeCloseTo(-twoSamples(ones, others).estimate, 9);
      }),
    );
  });

  it('lies within its interval', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const { low, estimate, high } = oneSample(values);
        expect(low).toBeLessThanOrEqual(estimate + 1e-9);
        expect(high).toBeGreaterThanOrEqual(estimate - 1e-9);
      }),
    );
  });
});

describe('an interval', () => {
  it.each([6, 8, 10, 15, 20, 30, 40, 60])(
    'of %i leaves out at most 2.5% at each end, and not much less',
    (n) => {
      const values = Array.from({ length: n }, (_, index) => Math.sqrt(index + 2));
      const { low } = oneSample(values);
      const means = meansOfTwo(values);
      const rank = means.filter((mean) => mean <= low + 1e-9).length;
      const missed = rankSums(n)
        .slice(0, rank)
        .reduce((sum, chance) => sum + chance, 0);
      expect(missed).toBeLessThanOrEqual(0.025);
      if (n >= 10) expect(missed).toBeGreaterThan(0.018);
    },
  );

  it('of five has no ends: even all on one side happens by chance in 3%', () => {
    expect(oneSample([1, 2, 3, 4, 5])).toEqual({ estimate: 3, low: -Infinity, high: Infinity });
  });

  it('uses the normal quantile of 97.5%', () => {
    expect(endQuantile).toBeCloseTo(1.959964, 6);
  });
});

describe('what was never reached', () => {
  const times = (count: number, each: number) => Array<number>(count).fill(each);

  it('has a rank like everything else: a few do not move the middle much', () => {
    const usual = Array.from({ length: 20 }, (_, index) => (index - 9.5) / 100);
    const { estimate, low } = oneSample([...usual, Infinity]);
    expect(Math.abs(estimate)).toBeLessThan(0.02);
    expect(Number.isFinite(low)).toBe(true);
  });

  it('is the middle where it is most of the sample', () => {
    expect(oneSample([...times(15, Infinity), ...times(5, 0)])).toMatchObject({
      estimate: Infinity,
      high: Infinity,
    });
    expect(oneSample(times(20, -Infinity))).toEqual({ estimate: -Infinity, low: -Infinity, high: -Infinity });
    expect(twoSamples(times(20, Infinity), times(20, 1)).low).toBe(Infinity);
  });

  it('on both sides cancels out', () => {
    expect(oneSample([...times(5, Infinity), ...times(5, -Infinity), ...times(10, 0)]).estimate).toBeCloseTo(
      0,
      9,
    );
    expect(twoSamples(times(5, Infinity), times(5, Infinity)).estimate).toBeCloseTo(0, 9);
  });
});
