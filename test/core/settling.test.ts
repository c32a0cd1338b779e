import { describe, expect, it } from 'vitest';
import { settlingWarnings } from '../../src/core/settling.ts';
import { nextStep } from '../../src/core/verdict.ts';
import { sample, scenario } from './judging-fixtures.ts';

describe('a warning about what cannot be settled', () => {
  it('names how many iterations a proven p99 needs', () => {
    const rules = scenario({ rule: 'proven', maxIterations: 180 }, 'p99 <= 30s');
    expect(settlingWarnings(rules).map(({ message }) => message)).toEqual([
      '"p99 <= 30s" can never be proven met in 180 iterations; it takes at least 299',
    ]);
  });

  it('is gone with the number it names, and the objective can be met then', () => {
    const rules = scenario({ rule: 'proven', maxIterations: 299 }, 'p99 <= 30s');
    expect(settlingWarnings(rules)).toEqual([]);
    expect(nextStep(rules, sample(299, 0), { deadlineReached: false })).toMatchObject({ verdict: 'met' });
  });

  it('tells of both verdicts where neither can be proven', () => {
    const rules = scenario({ rule: 'proven', iterations: 1, maxIterations: 1 });
    expect(settlingWarnings(rules).map(({ message }) => message)).toEqual([
      '"p95 <= 30s" can never be proven met in 1 iterations; it takes at least 59',
      '"p95 <= 30s" can never be proven violated in 1 iterations; it takes at least 2',
    ]);
  });

  it('is not needed for what the defaults can settle', () => {
    expect(settlingWarnings(scenario({}, 'p50 <= 30s', 'p90 <= 30s', 'p95 <= 30s', 'max <= 30s'))).toEqual(
      [],
    );
    expect(
      settlingWarnings(scenario({ rule: 'proven', maxIterations: 180 }, 'p95 <= 30s', 'max <= 9s')),
    ).toEqual([]);
  });

  it('says where a quantile is nothing but the maximum', () => {
    expect(settlingWarnings(scenario({}, 'p99 <= 30s'))).toEqual([
      {
        message:
          'the p99 of at most 60 iterations is their maximum: a single one over the limit violates "p99 <= 30s"',
        needed: 100,
      },
    ]);
  });
});
