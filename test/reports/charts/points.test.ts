import { describe, expect, it } from 'vitest';
import { isJudged, isNever, limitsOf, pointsOf } from '../../../src/reports/charts/points.ts';
import { reachOf } from '../../../src/reports/charts/reach.ts';
import type { ScenarioResult } from '../../../src/core/result.ts';
import { makeIteration, makeResult, neverAnswered } from '../../make-result.ts';

function scenarioOf(objectives: string[], iterations = [makeIteration()]): ScenarioResult {
  const [scenario] = makeResult({ scenarios: [{ iterations, objectives }] }).scenarios;
  if (scenario === undefined) throw new Error('no scenario');
  return scenario;
}

describe('The points of a chart', () => {
  const points = pointsOf(
    scenarioOf(
      ['p95 <= 2s', 'max <= 30s'],
      [
        makeIteration({ warmup: true, totalMs: 5000 }),
        makeIteration({ totalMs: 2000 }),
        makeIteration({ totalMs: 2001 }),
        neverAnswered('timed-out', 'Unschedulable'),
        neverAnswered('failed', 'FailedCreate'),
        neverAnswered('invalid', 'ProcessStalled'),
        makeIteration({ totalMs: null }),
      ],
    ),
  );

  it('are of every iteration, none left out', () => {
    expect(points.map(({ index }) => index)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('tell within from over by the lowest limit, which is met when it is reached exactly', () => {
    expect(points.map(({ kind }) => kind)).toEqual([
      'over',
      'within',
      'over',
      'timed-out',
      'failed',
      'invalid',
      'unknown',
    ]);
  });

  it('count timeouts and failures as never, and neither warm-ups nor invalid ones as judged', () => {
    expect(points.filter(isNever).map(({ index }) => index)).toEqual([4, 5]);
    expect(points.filter(isJudged).map(({ index }) => index)).toEqual([2, 3, 4, 5, 7]);
  });

  it('say what became of each', () => {
    expect(points[3]?.title).toBe('start 3: timed-out (Unschedulable)');
    expect(points[0]?.title).toBe('warm-up: 5.00 s, Ready after 1.24 s');
  });
});

describe('The limits of a chart', () => {
  it('are those of the total, equal ones together, the lowest first', () => {
    const limits = limitsOf(scenarioOf(['max <= 60s', 'p95 <= 30s', 'p99 <= 30s', 'ready p95 <= 1s']));
    expect(limits.map(({ label }) => label)).toEqual(['p95, p99 limit 30 s', 'max limit 60 s']);
  });

  it('are drawn to scale while the times keep a visible share of the axis', () => {
    const reach = (limit: string) => {
      const scenario = scenarioOf([`p95 <= ${limit}`]);
      const { toMs, shown, beyond } = reachOf(scenario, pointsOf(scenario));
      return [toMs, shown.length, beyond.length];
    };
    expect([reach('1s'), reach('5s'), reach('30s')]).toEqual([
      [2340, 1, 0],
      [5000, 1, 0],
      [2340, 0, 1],
    ]);
  });

  it('are all drawn where nothing answered', () => {
    const scenario = scenarioOf(['p95 <= 30s', 'max <= 5m'], [neverAnswered('timed-out', 'Unschedulable')]);
    const { toMs, beyond } = reachOf(scenario, pointsOf(scenario));
    expect([toMs, beyond]).toEqual([300_000, []]);
  });
});
