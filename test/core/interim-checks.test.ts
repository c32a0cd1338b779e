import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelsOf, checkAt, metError, overallLevels, violatedError } from '../../src/core/interim-checks.ts';

const q = 0.95;
const usual = { iterations: 20, maxIterations: 180 };

describe('looks', () => {
  it('happen at every multiple of the iterations, and at the last one even if it is none', () => {
    const schedule = { iterations: 20, maxIterations: 50 };
    expect([0, 1, 20, 21, 40, 41, 50, 60].map((n) => checkAt(schedule, n))).toEqual([
      20, 20, 20, 40, 40, 50, 50, 50,
    ]);
  });

  it('are one where fewer are allowed than asked for', () => {
    expect(checkAt({ iterations: 20, maxIterations: 10 }, 0)).toBe(10);
  });
});

describe('the error of repeated looks', () => {
  it('is larger than the claim where each look asks only for the level of a single one', () => {
    expect(metError(usual, q, 0.05)).toBeCloseTo(0.0862, 4);
    expect(violatedError(usual, q, 0.01)).toBeCloseTo(0.0245, 4);
  });

  it('is below the claim with the levels that are used', () => {
    const levels = levelsOf(usual, q);
    expect(levels.met).toBeCloseTo(0.0371, 4);
    expect(levels.violated).toBeCloseTo(0.0034, 4);
    expect(metError(usual, q, levels.met)).toBeCloseTo(0.0445, 4);
    expect(violatedError(usual, q, levels.violated)).toBeCloseTo(0.0097, 4);
  });

  it('of a single look is that of the plain test, which keeps its level', () => {
    const once = { iterations: 59, maxIterations: 59 };
    expect(levelsOf(once, q)).toEqual(overallLevels);
    expect(metError(once, q, 0.05)).toBeCloseTo(0.95 ** 59, 12);
  });

  it('may come more often after the first one, which costs evidence at each', () => {
    const often = { iterations: 20, maxIterations: 60, step: 10 };
    expect([0, 1, 20, 21, 30, 31, 59, 60].map((judged) => checkAt(often, judged))).toEqual([
      20, 20, 20, 30, 30, 40, 60, 60,
    ]);
    const seldom = { iterations: 20, maxIterations: 60 };
    expect(levelsOf(often, q).violated).toBeLessThanOrEqual(levelsOf(seldom, q).violated);
    expect(violatedError(often, q, levelsOf(often, q).violated)).toBeLessThanOrEqual(0.01);
  });

  it('never exceeds the claim, whatever the schedule', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 160 }),
        fc.constantFrom(0.5, 0.9, 0.95, 0.99),
        (iterations, more, quantile) => {
          const schedule = { iterations, maxIterations: iterations + more };
          const levels = levelsOf(schedule, quantile);
          expect(metError(schedule, quantile, levels.met)).toBeLessThanOrEqual(0.05);
          expect(violatedError(schedule, quantile, levels.violated)).toBeLessThanOrEqual(0.01);
        },
      ),
      { numRuns: 50 },
    );
  });
});
