import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allowedOver, quantile, rankOf } from '../../src/core/quantile.ts';

const percents = fc.constantFrom(50, 90, 95, 99, 100);
const values = fc.oneof(fc.integer({ min: 0, max: 50 }), fc.constant(Infinity));

describe('a quantile', () => {
  it.each([
    [20, 0.95, 19],
    [100, 0.99, 99],
    [100, 0.95, 95],
    [10, 0.9, 9],
    [40, 0.95, 38],
    [60, 0.95, 57],
    [1, 0.5, 1],
    [3, 0.5, 2],
    [20, 1, 20],
    // 100 × 0.07 is 7.000000000000001 in floating point.
    [100, 0.07, 7],
  ])('of %i values at %f has rank %i', (n, q, rank) => {
    expect(rankOf(n, q)).toBe(rank);
  });

  it('has the exact rank for every sample size up to 5000', () => {
    for (let n = 1; n <= 5000; n++) {
      for (const percent of [50, 90, 95, 99, 100]) {
        // In whole numbers: the least rank with 100 × rank ≥ n × percent.
        expect(rankOf(n, percent / 100)).toBe(Math.max(1, Math.floor((n * percent + 99) / 100)));
      }
    }
  });

  it('is the smallest value that at least that share of the sample does not exceed', () => {
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 80 }), percents, (sample, percent) => {
        const enough = sample.filter(
          (x) => sample.filter((value) => value <= x).length * 100 >= sample.length * percent,
        );
        expect(quantile(sample, percent / 100)).toBe(Math.min(...enough));
      }),
    );
  });

  it('lies within a limit exactly when no more values than allowed lie over it', () => {
    fc.assert(
      fc.property(
        fc.array(values, { minLength: 1, maxLength: 80 }),
        percents,
        fc.integer({ min: 0, max: 50 }),
        (sample, percent, limit) => {
          const over = sample.filter((value) => value > limit).length;
          const isWithin = (quantile(sample, percent / 100) ?? Infinity) <= limit;
          expect(isWithin).toBe(over <= allowedOver(sample.length, percent / 100));
        },
      ),
    );
  });

  it('of no values is null, and of none at all nothing may lie over', () => {
    expect(quantile([], 0.95)).toBeNull();
    expect(allowedOver(0, 0.95)).toBe(0);
  });

  it('leaves the sample as it was', () => {
    const sample = [3, 1, 2];
    quantile(sample, 0.5);
    expect(sample).toEqual([3, 1, 2]);
  });
});
