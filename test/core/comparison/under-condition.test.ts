import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isShown, plainOf, plainsOf, underCondition } from '../../../src/core/comparison/under-condition.ts';
import type { ConditionKind } from '../../../src/core/condition.ts';
import { seededRandom } from '../../../src/core/random.ts';
import type { IterationResult, ScenarioResult } from '../../../src/core/result.ts';
import { makeIteration, makeResult, neverAnswered, spread } from '../../make-result.ts';

function scenario(iterations: IterationResult[], kind: ConditionKind = 'as-is', of = 'web'): ScenarioResult {
  const [made] = makeResult({
    scenarios: [{ iterations, scenario: { name: `${of} ${kind}`, condition: { kind, of, load: null } } }],
  }).scenarios;
  if (made === undefined) throw new Error('no scenario');
  return made;
}

const slower = (by: number, count = 20): IterationResult[] =>
  spread(count).map((each) => ({ ...each, totalMs: (each.totalMs ?? 0) * by }));

describe('the difference that a condition makes', () => {
  it('is between the medians, and a ratio with its interval', () => {
    const found = underCondition(scenario(spread(20)), scenario(slower(1.5), 'cold-image'));
    expect(found?.differenceMs).toBeCloseTo(2450 * 0.5, 0);
    expect(found?.ratio).toBeCloseTo(1.5, 1);
    expect(found?.interval[0]).toBeGreaterThan(1.3);
    expect(found?.interval[1]).toBeLessThan(1.7);
    expect(found !== null && isShown(found)).toBe(true);
  });

  it('is not told with fewer than ten starts on one side', () => {
    expect(underCondition(scenario(spread(20)), scenario(slower(3, 9), 'busy-node'))).toBeNull();
    expect(underCondition(scenario(spread(9)), scenario(slower(3), 'busy-node'))).toBeNull();
    expect(underCondition(scenario(spread(10)), scenario(slower(3, 10), 'busy-node'))).not.toBeNull();
  });

  it('counts neither warm-ups nor invalid starts', () => {
    const warmups = spread(12).map((each) => ({ ...each, warmup: true }));
    const invalid = Array.from({ length: 12 }, () => neverAnswered('invalid', 'LoadEnded'));
    const few = scenario([...warmups, ...invalid, ...slower(3, 9)], 'busy-node');
    expect(underCondition(scenario(spread(20)), few)).toBeNull();
  });

  it('is not known where most starts never answered', () => {
    const never = Array.from({ length: 15 }, () => neverAnswered('timed-out', 'NotAnswering'));
    expect(underCondition(scenario(spread(20)), scenario([...never, ...spread(5)], 'busy-node'))).toBeNull();
  });

  it('is hardly ever shown where there is none', () => {
    const random = seededRandom(3);
    const starts = (): IterationResult[] =>
      Array.from({ length: 20 }, () => makeIteration({ totalMs: 2000 * (1 + 0.3 * random()) }));
    let shown = 0;
    for (let times = 0; times < 200; times++) {
      const found = underCondition(scenario(starts()), scenario(starts(), 'busy-node'));
      if (found !== null && isShown(found)) shown += 1;
    }
    expect(shown).toBeLessThan(20);
  });

  it('is the other way round where the two change places', () => {
    const times = fc.array(fc.integer({ min: 100, max: 60_000 }), { minLength: 10, maxLength: 30 });
    fc.assert(
      fc.property(times, times, (ones, others) => {
        const [plain, cold] = [ones, others].map((all) =>
          scenario(all.map((totalMs) => makeIteration({ totalMs }))),
        ) as [ScenarioResult, ScenarioResult];
        const [there, back] = [underCondition(plain, cold), underCondition(cold, plain)];
        expect((there?.ratio ?? NaN) * (back?.ratio ?? NaN)).toBeCloseTo(1, 9);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the scenario as it is', () => {
  const [plain, cold, other] = [
    scenario(spread(3)),
    scenario(spread(3), 'cold-image'),
    scenario(spread(3), 'as-is', 'api'),
  ];

  it('is that of the same name', () => {
    expect(plainOf(cold, plainsOf([other, plain, cold]))).toBe(plain);
    expect(plainOf(plain, plainsOf([plain, cold]))).toBeNull();
    expect(plainOf(cold, plainsOf([other, cold]))).toBeNull();
  });

  it('cannot be told where there are two, as in a merged result of two clusters', () => {
    expect(plainOf(cold, plainsOf([plain, { ...plain, name: 'web (v1.33.1)' }, cold]))).toBeNull();
  });
});
