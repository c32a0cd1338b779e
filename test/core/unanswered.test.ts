import { describe, expect, it } from 'vitest';
import { nextDuetStep, judgeDuetScenario } from '../../src/core/comparison/duet-step.ts';
import type { Judgeable } from '../../src/core/measure.ts';
import type { FleetRecord, HealingRecord } from '../../src/core/result.ts';
import { isNoChance, neverAnswered } from '../../src/core/unanswered.ts';
import { judgeScenario, nextStep, type Judged } from '../../src/core/verdict.ts';
import { failed, invalid, iteration, over, scenario, times, timedOut, within } from './judging-fixtures.ts';

const deadWarmup = iteration({ warmup: true, outcome: 'timed-out', totalMs: null, readyMs: null });
const warmup = iteration({ warmup: true });
const go = { deadlineReached: false };

function stopOf(judged: Judged, ...iterations: Judgeable[]): string | null {
  const step = nextStep(judged, iterations, go);
  return step.kind === 'stop' ? `${step.stoppedBecause}: ${String(step.verdict)}` : null;
}

describe('a scenario of which nothing has ever answered', () => {
  it('stops after the warm-up and two starts, and is violated', () => {
    expect(stopOf(scenario(), deadWarmup, timedOut)).toBeNull();
    expect(stopOf(scenario(), deadWarmup, timedOut, timedOut)).toBe('none-answered: violated');
    expect(stopOf(scenario(), deadWarmup, failed, timedOut)).toBe('none-answered: violated');
  });

  it('without a warm-up stops after three, and warm-ups alone stop nothing', () => {
    expect(stopOf(scenario(), timedOut, timedOut)).toBeNull();
    expect(stopOf(scenario(), timedOut, timedOut, timedOut)).toBe('none-answered: violated');
    expect(stopOf(scenario(), ...times(5, deadWarmup), timedOut)).toBeNull();
  });

  it('goes on where any start answered, however slowly, and does not count invalid ones', () => {
    expect(stopOf(scenario(), warmup, timedOut, timedOut)).toBeNull();
    expect(stopOf(scenario(), deadWarmup, over, timedOut)).toBeNull();
    expect(stopOf(scenario(), deadWarmup, invalid, timedOut)).toBeNull();
  });

  it('goes on where that was asked for, and is then judged as any other', () => {
    const keepGoing = scenario({ keepGoing: true });
    expect(stopOf(keepGoing, deadWarmup, timedOut, timedOut)).toBeNull();
    expect(judgeScenario(keepGoing, [deadWarmup, timedOut, timedOut]).verdict).toBe('inconclusive');
  });

  it('is judged the same by the rule proven, and measured only where there is no objective', () => {
    const iterations = [deadWarmup, timedOut, timedOut] as const;
    expect(stopOf(scenario({ rule: 'proven', maxIterations: 180 }), ...iterations)).toBe(
      'none-answered: violated',
    );
    expect(stopOf({ ...scenario(), objectives: [] }, ...iterations)).toBe('none-answered: null');
  });

  it('goes on where half of the starts may be slow, until that is no chance either', () => {
    const p50 = scenario({}, 'p50 <= 30s');
    expect(stopOf(p50, deadWarmup, ...times(8, timedOut))).toBeNull();
    expect(stopOf(p50, deadWarmup, ...times(9, timedOut))).toBe('none-answered: violated');
    expect([isNoChance(3, 0.95), isNoChance(3, 0.9), isNoChance(9, 0.5), isNoChance(10, 0.5)]).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });

  it('goes on where only Ready is judged, and Ready came', () => {
    const ready = iteration({ outcome: 'timed-out', totalMs: null, readyMs: 2000 });
    expect(stopOf(scenario({}, 'ready p95 <= 30s'), deadWarmup, ready, ready)).toBeNull();
  });

  it('says how rarely that would happen by chance', () => {
    const { objectives } = judgeScenario(scenario(), [deadWarmup, timedOut, timedOut]);
    expect(objectives[0]).toMatchObject({
      verdict: 'violated',
      reason:
        'none of 3 starts answered, warm-ups included. If the SLO held, that would happen 0.013% of the time',
    });
  });
});

describe('what counts as never answered', () => {
  const fleet = (availableMs: number | null): FleetRecord =>
    ({ from: 0, to: 2, pods: [{ availableMs, availableAtMostMs: null }] }) as unknown as FleetRecord;
  const healing = (probes: number, failedProbes: number): HealingRecord =>
    ({ probes, failedProbes }) as unknown as HealingRecord;

  it('of several pods none became available', () => {
    expect(neverAnswered({ ...timedOut, fleet: fleet(null) })).toBe(true);
    expect(neverAnswered({ ...timedOut, fleet: fleet(800) })).toBe(false);
  });

  it('of a workload that did not heal no client had an answer', () => {
    expect(neverAnswered({ ...timedOut, healing: healing(40, 40) })).toBe(true);
    expect(neverAnswered({ ...timedOut, healing: healing(40, 12) })).toBe(false);
  });
});

describe('a duet', () => {
  const rules = {
    rule: 'observed' as const,
    iterations: 20,
    maxIterations: 60,
    maxRegression: 0.1,
    objectives: [],
  };
  const dead = [deadWarmup, timedOut, timedOut];
  const alive = [warmup, within, within];

  it('stops where neither side ever answered: there is nothing to compare', () => {
    const sides = { baseline: dead, candidate: dead };
    expect(nextDuetStep(rules, sides, go)).toEqual({ kind: 'stop', stoppedBecause: 'none-answered' });
    expect(judgeDuetScenario(rules, sides)).toMatchObject({
      verdict: 'inconclusive',
      compared: { verdict: 'inconclusive', reason: 'in 2 of 2 pairs neither answered' },
    });
    expect(nextDuetStep({ ...rules, keepGoing: true }, sides, go)).toMatchObject({ kind: 'continue' });
  });

  it('stops where the candidate never answered and has objectives', () => {
    const sides = { baseline: alive, candidate: dead };
    const { objectives } = scenario();
    expect(nextDuetStep({ ...rules, objectives }, sides, go)).toEqual({
      kind: 'stop',
      stoppedBecause: 'none-answered',
    });
    expect(judgeDuetScenario({ ...rules, objectives }, sides).verdict).toBe('violated');
  });

  it('without objectives goes on until the pairs show that only one side fails', () => {
    const sides = (count: number) => ({
      baseline: [warmup, ...times(count, within)],
      candidate: [deadWarmup, ...times(count, timedOut)],
    });
    expect(nextDuetStep(rules, sides(7), go)).toMatchObject({ kind: 'continue' });
    expect(nextDuetStep(rules, sides(8), go)).toMatchObject({ kind: 'stop', stoppedBecause: 'settled' });
  });

  it('goes on where only the baseline never answered', () => {
    const sides = { baseline: dead, candidate: alive };
    expect(nextDuetStep(rules, sides, go)).toMatchObject({ kind: 'continue' });
  });
});
