import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duetSchedule, judgeDuetScenario, nextDuetStep } from '../../../src/core/comparison/duet-step.ts';
import { pairsOf, type Sides } from '../../../src/core/comparison/pairs.ts';
import type { Judgeable } from '../../../src/core/measure.ts';
import { anyIteration, invalid, iteration, objective, times } from '../judging-fixtures.ts';

const answered = (totalMs: number): Judgeable => iteration({ totalMs });

describe('a duet', () => {
  const duet = {
    rule: 'observed' as const,
    objectives: [],
    iterations: 20,
    maxIterations: 60,
    maxRegression: 0.1,
  };
  const going = { deadlineReached: false };
  const anySide = fc.array(
    anyIteration.filter(({ warmup: isWarmup }) => !isWarmup),
    { minLength: 120, maxLength: 120 },
  );

  it('looks after 20 pairs, and then after every ten', () => {
    expect(duetSchedule(duet)).toEqual({ iterations: 20, step: 10, maxIterations: 60 });
  });

  it('stops, and not after more pairs than are allowed', () => {
    const objectives = [[], [objective('p95 <= 30s')], [objective('p50 <= 30s')]];
    fc.assert(
      fc.property(anySide, anySide, fc.constantFrom(...objectives), (baseline, candidate, promised) => {
        for (let place = 0; ; place++) {
          const sides = { baseline: baseline.slice(0, place), candidate: candidate.slice(0, place) };
          const step = nextDuetStep({ ...duet, objectives: promised }, sides, going);
          const { logRatios, neither } = pairsOf(sides);
          const count = logRatios.length + neither;
          expect(count).toBeLessThanOrEqual(60);
          if (step.kind === 'stop') return;
          expect(step.judgedTarget).toBeGreaterThan(count);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has the worst verdict of the comparison and of the candidate’s objectives', () => {
    const sides = (candidateMs: number): Sides => ({
      baseline: Array.from({ length: 20 }, (_, index) => answered(1000 + index)),
      candidate: Array.from({ length: 20 }, (_, index) => answered(candidateMs + index)),
    });
    const verdictOf = (candidateMs: number, ...promised: string[]) =>
      judgeDuetScenario({ ...duet, objectives: promised.map((text) => objective(text)) }, sides(candidateMs))
        .verdict;
    expect(verdictOf(1000)).toBe('met');
    expect(verdictOf(1500)).toBe('violated');
    expect(verdictOf(1500, 'p95 <= 30s')).toBe('violated');
    expect(verdictOf(1000, 'max <= 1s')).toBe('violated');
    expect(verdictOf(1000, 'p95 <= 30s')).toBe('met');
  });

  it('is inconclusive with too many invalid pairs, unless a regression is shown', () => {
    const baseline = [...times(3, invalid), ...times(20, answered(1000))];
    const judge = (candidateMs: number) =>
      judgeDuetScenario(duet, { baseline, candidate: times(23, answered(candidateMs)) }).compared.verdict;
    expect(judge(1000)).toBe('inconclusive');
    expect(judge(1500)).toBe('regression');
  });

  it('goes on with an objective that has to be confirmed, though the comparison is clear', () => {
    const slow = [...times(2, answered(40_000)), ...times(18, answered(1000))];
    const sides: Sides = { baseline: slow, candidate: slow };
    const promised = { ...duet, objectives: [objective('p95 <= 30s')] };
    expect(nextDuetStep(promised, sides, going)).toEqual({ kind: 'continue', judgedTarget: 30 });
    const more: Sides = {
      baseline: [...slow, ...times(20, answered(1000))],
      candidate: [...slow, ...times(20, answered(1000))],
    };
    expect(nextDuetStep(promised, more, going)).toEqual({ kind: 'stop', stoppedBecause: 'settled' });
  });

  it('judges objectives on what there is where time runs out between two looks', () => {
    const sides: Sides = { baseline: times(25, answered(1000)), candidate: times(26, answered(1000)) };
    const promised = { ...duet, objectives: [objective('p95 <= 30s')] };
    expect(nextDuetStep(promised, sides, { deadlineReached: true })).toMatchObject({
      stoppedBecause: 'max-duration',
    });
    expect(judgeDuetScenario(promised, sides).objectives).toMatchObject([
      { verdict: 'met', evidence: { n: 26 } },
    ]);
  });
});
