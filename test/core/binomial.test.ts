import fc from 'fast-check';
import jStat from 'jstat';
import { describe, expect, it } from 'vitest';
import {
  firstWhere,
  isWithin,
  leastForViolated,
  mostForMet,
  pAtLeast,
  pAtMost,
} from '../../src/core/binomial.ts';

const cases = fc
  .record({ n: fc.integer({ min: 1, max: 200 }), p: fc.constantFrom(0.5, 0.1, 0.05, 0.01) })
  .chain(({ n, p }) =>
    fc.record({ n: fc.constant(n), p: fc.constant(p), k: fc.integer({ min: 0, max: n }) }),
  );

describe('a binomial probability', () => {
  it('of at most k is what jStat has', () => {
    fc.assert(
      fc.property(cases, ({ k, n, p }) => {
        expect(pAtMost(k, n, p)).toBeCloseTo(jStat.binomial.cdf(k, n, p), 9);
      }),
    );
  });

  it('of at least k is what is left of at most k − 1', () => {
    fc.assert(
      fc.property(cases, ({ k, n, p }) => {
        expect(pAtLeast(k, n, p)).toBeCloseTo(1 - (k === 0 ? 0 : jStat.binomial.cdf(k - 1, n, p)), 9);
      }),
    );
  });

  it('keeps its digits where it is very small', () => {
    expect(pAtLeast(20, 20, 0.05) / 0.05 ** 20).toBeCloseTo(1, 9);
  });

  it('of no trials is certain for none', () => {
    expect(pAtMost(0, 0, 0.05)).toBe(1);
    expect(pAtLeast(0, 0, 0.05)).toBe(1);
  });
});

describe('the thresholds of a single look', () => {
  it.each([
    [0.95, 10, 4],
    [0.95, 20, 5],
    [0.95, 30, 6],
    [0.95, 60, 8],
    // P(2 of 2 | 0.1) is exactly 0.01.
    [0.9, 2, 2],
    [0.95, 1, 2],
  ])('at %f violate %i iterations from %i over', (q, n, k) => {
    expect(leastForViolated(n, q, 0.01)).toBe(k);
  });

  it.each([
    [0.95, 58, -1],
    [0.95, 59, 0],
    [0.95, 92, 0],
    [0.95, 93, 1],
    [0.95, 123, 1],
    [0.95, 124, 2],
    [0.5, 4, -1],
    [0.5, 5, 0],
    [0.5, 7, 0],
    [0.5, 8, 1],
    [0.99, 298, -1],
    [0.99, 299, 0],
  ])('at %f meet %i iterations with at most %i over', (q, n, k) => {
    expect(mostForMet(n, q, 0.05)).toBe(k);
  });
});

describe('a probability', () => {
  it('is as small as a level that it exceeds only in its last digits', () => {
    expect(isWithin(0.01 * (1 + 1e-14), 0.01)).toBe(true);
    expect(isWithin(0.010001, 0.01)).toBe(false);
  });
});

describe('the first number that holds', () => {
  it('is found wherever it lies, and is null where there is none', () => {
    fc.assert(
      fc.property(fc.integer({ min: -5, max: 20 }), (first) => {
        const found = firstWhere(0, 10, (candidate) => candidate >= first);
        expect(found).toBe(first > 10 ? null : Math.max(0, first));
      }),
    );
  });
});
