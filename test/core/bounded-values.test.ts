import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { measureOf, type Judgeable } from '../../src/core/measure.ts';
import { quantile } from '../../src/core/quantile.ts';
import { judgeScenario, type Judged } from '../../src/core/verdict.ts';
import { iteration, noPhases, objective, timedOut, times } from './judging-fixtures.ts';

const limitMs = 10_000;
const rules: Judged = {
  rule: 'observed',
  iterations: 20,
  maxIterations: 60,
  objectives: [objective('application p95 <= 10s')],
};

const exactly = (ms: number): Judgeable => iteration({ phases: { ...noPhases, applicationMs: ms } });
const atMost = (ms: number): Judgeable => iteration({ applicationAtMostMs: ms });
const judge = (iterations: readonly Judgeable[]) => judgeScenario(rules, iterations).objectives[0];

describe('an application time of which only a bound is known', () => {
  it('is that bound, and nothing more', () => {
    expect(measureOf(atMost(700), 'application')).toEqual({ atMostMs: 700 });
    expect(measureOf(exactly(700), 'application')).toBe(700);
  });

  it('counts as within the limit where the bound is, and the quantile is at most what is said', () => {
    const judged = judge([...times(19, atMost(700)), exactly(300)]);
    expect(judged).toMatchObject({ verdict: 'met', observedMs: 700, observedIsBound: true });
    expect(judged?.evidence).toMatchObject({ n: 20, over: 0, unknown: 0 });
  });

  it('leaves the interval without a lower end, since the value may lie anywhere below', () => {
    expect(judge(times(20, atMost(700)))?.evidence.intervalMs?.[0]).toBeNull();
    expect(judge(times(20, exactly(700)))?.evidence.intervalMs?.[0]).toBe(700);
  });

  it('is unknown where the bound lies over the limit: the value may lie on either side', () => {
    const judged = judge([...times(17, exactly(700)), ...times(3, atMost(12_000))]);
    expect(judged).toMatchObject({ verdict: 'inconclusive', evidence: { n: 17, over: 0, unknown: 3 } });
  });

  it('does not soften a violation: the quantile is exact there', () => {
    const judged = judge([...times(40, atMost(700)), ...times(20, exactly(12_000))]);
    expect(judged).toMatchObject({ verdict: 'violated', observedMs: 12_000, observedIsBound: false });
  });

  it('is nothing for an iteration that never answered: that stays slower than every limit', () => {
    expect(measureOf({ ...timedOut, applicationAtMostMs: 5 }, 'application')).toBe(Infinity);
  });

  it('never makes the quantile that is said smaller than the true one', () => {
    const known = fc.record({ trueMs: fc.nat(20_000), slackMs: fc.constant(null) });
    const bounded = fc.record({ trueMs: fc.nat(limitMs), slackMs: fc.nat(5000) });
    fc.assert(
      fc.property(fc.array(fc.oneof(known, bounded), { minLength: 20, maxLength: 20 }), (starts) => {
        const iterations = starts.map(({ trueMs, slackMs }) =>
          slackMs === null ? exactly(trueMs) : atMost(Math.min(trueMs + slackMs, limitMs)),
        );
        const truth =
          quantile(
            starts.map(({ trueMs }) => trueMs),
            0.95,
          ) ?? 0;
        expect(judge(iterations)?.observedMs).toBeGreaterThanOrEqual(truth);
      }),
    );
  });
});
