import fc from 'fast-check';
import jStat from 'jstat';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../src/core/evidence.ts';
import type { Measured } from '../../src/core/measure.ts';
import { seededRandom } from '../../src/core/random.ts';
import { objective, times } from './judging-fixtures.ts';

const p95 = objective('p95 <= 30s');
const sampleOf = (n: number, over: number): Measured[] => [
  ...times(over, Infinity),
  ...times(n - over, 1000),
];

describe('the evidence', () => {
  it('counts the known values, those over the limit and the unknown ones', () => {
    const values = [30_000, 30_001, Infinity, 'unknown', 5] as const;
    expect(evidenceOf(values, p95)).toMatchObject({ n: 4, over: 2, unknown: 1 });
  });

  it.each([
    [10, 4],
    [20, 5],
    [30, 6],
    [60, 8],
  ])('of %i iterations is strong for violated from %i over, and not with one less', (n, k) => {
    expect(evidenceOf(sampleOf(n, k), p95).pViolated).toBeLessThanOrEqual(0.01);
    expect(evidenceOf(sampleOf(n, k - 1), p95).pViolated).toBeGreaterThan(0.01);
  });

  it.each([
    ['p95 <= 30s', 59, 0],
    ['p95 <= 30s', 93, 1],
    ['p95 <= 30s', 124, 2],
    ['p50 <= 30s', 5, 0],
    ['p50 <= 30s', 8, 1],
  ])('for %s is strong for met from %i iterations with %i over, and not with one less', (text, n, k) => {
    expect(evidenceOf(sampleOf(n, k), objective(text))).toMatchObject({ moreIterations: 0 });
    expect(evidenceOf(sampleOf(n, k), objective(text)).pMet).toBeLessThanOrEqual(0.05);
    expect(evidenceOf(sampleOf(n - 1, k), objective(text)).pMet).toBeGreaterThan(0.05);
    expect(evidenceOf(sampleOf(n - 1, k), objective(text))).toMatchObject({ moreIterations: 1 });
  });

  it('tells how many more without a breach would prove it', () => {
    expect(evidenceOf(sampleOf(20, 0), p95).moreIterations).toBe(39);
    expect(evidenceOf(sampleOf(20, 1), p95).moreIterations).toBe(73);
    expect(evidenceOf([], p95).moreIterations).toBe(59);
  });

  it('asks for more where the level is stricter', () => {
    expect(evidenceOf(sampleOf(60, 0), p95, { metLevel: 0.037 }).moreIterations).toBe(5);
  });

  it('does not tell how many more where it is more than anyone would run', () => {
    expect(evidenceOf(sampleOf(2000, 2000), objective('p99 <= 30s')).moreIterations).toBeNull();
  });

  it('of a maximum is nothing but the count', () => {
    expect(evidenceOf(sampleOf(20, 1), objective('max <= 30s'))).toEqual({
      n: 20,
      over: 1,
      unknown: 0,
      pViolated: null,
      pMet: null,
      intervalMs: null,
      moreIterations: null,
    });
  });

  it('agrees with jStat on both probabilities', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 120 }), fc.nat(), (n, seed) => {
        const k = seed % (n + 1);
        const { pMet, pViolated } = evidenceOf(sampleOf(n, k), p95);
        expect(pMet).toBeCloseTo(jStat.binomial.cdf(k, n, 0.05), 9);
        expect(pViolated).toBeCloseTo(k === 0 ? 1 : 1 - jStat.binomial.cdf(k - 1, n, 0.05), 9);
      }),
    );
  });
});

describe('the interval of a quantile', () => {
  const oneTo = (n: number) => times(n, 0).map((_, index) => index + 1);

  it('of a median of ten reaches from the second to the ninth value', () => {
    // The classic table: ranks 2 and 9 cover the median of ten in 97.9%.
    expect(evidenceOf(oneTo(10), objective('p50 <= 30s')).intervalMs).toEqual([2, 9]);
  });

  it('has no upper end where the sample is too small to bound it', () => {
    expect(evidenceOf(oneTo(20), p95).intervalMs).toEqual([17, null]);
    expect(evidenceOf(oneTo(3), p95).intervalMs).toEqual([2, null]);
  });

  it('has no ends where timeouts take their place', () => {
    expect(evidenceOf(times(10, Infinity), objective('p50 <= 30s')).intervalMs).toEqual([null, null]);
  });

  it('is null where nothing was measured', () => {
    expect(evidenceOf([], p95).intervalMs).toBeNull();
    expect(evidenceOf(['unknown'], p95).intervalMs).toBeNull();
  });

  it('holds the true quantile in at least 95% of samples', () => {
    const random = seededRandom(7);
    let held = 0;
    for (let run = 0; run < 2000; run++) {
      const sample = times(40, 0).map(() => random());
      const [low, high] = evidenceOf(sample, objective('p90 <= 30s')).intervalMs ?? [null, null];
      if ((low ?? 0) <= 0.9 && 0.9 <= (high ?? 1)) held++;
    }
    expect(held / 2000).toBeGreaterThan(0.95);
  });
});
