import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAt } from '../../src/core/interim-checks.ts';
import { judgedOf, measuresOf, type Judgeable } from '../../src/core/measure.ts';
import { allowedOver } from '../../src/core/quantile.ts';
import type { FleetRecord } from '../../src/core/result.ts';
import { judgeScenario, nextStep, type Judged } from '../../src/core/verdict.ts';
import { invalid, iteration, scenario, times } from './judging-fixtures.ts';

const going = { deadlineReached: false };
const slowMs = 40_000;

/** An iteration of so many new pods, of which some took longer than 30 s. */
function fleetOf(pods: number, slow: number, facts: Partial<FleetRecord> = {}): Judgeable {
  const availableMs = [...times(pods - slow, 1000), ...times(slow, slowMs)];
  const lastMs = availableMs.at(-1) ?? null;
  return iteration({
    totalMs: lastMs,
    fleet: {
      from: 1,
      to: 1 + pods,
      firstMs: 1000,
      halfMs: 1000,
      allMs: lastMs,
      pods: availableMs.map((ms, at) => ({
        pod: `app-${at}`,
        nodeName: 'node',
        scheduledMs: 20,
        readyMs: ms,
        answeredMs: ms,
        answeredVia: 'api-proxy',
        availableMs: ms,
        availableAtMostMs: null,
        resolutionMs: 20,
      })),
      ...facts,
    },
  });
}

const perPod = scenario({ iterations: 5, maxIterations: 15 }, 'per-pod p95 <= 30s');

describe('an objective on per-pod', () => {
  it('is judged on the pods of all judged iterations, by their quantile', () => {
    const [result] = judgeScenario(perPod, [...times(4, fleetOf(4, 0)), fleetOf(4, 1)]).objectives;
    expect(result).toMatchObject({ verdict: 'met', observedMs: 1000, evidence: { n: 20, over: 1 } });
    expect(result?.reason).toBe('1 of 20 pods exceeded 30 s; at most 1 may');
  });

  it('is not called unlikely: pods that start together depend on each other', () => {
    // The same share of independent values would be violated at once: P(X ≥ 10 of 20) is below 10⁻⁷.
    const slow = [fleetOf(10, 5), fleetOf(10, 5)];
    const { objectives } = judgeScenario(perPod, slow);
    expect(objectives[0]?.evidence).toEqual({
      n: 20,
      over: 10,
      unknown: 0,
      pViolated: null,
      pMet: null,
      intervalMs: null,
      moreIterations: null,
    });
    expect(objectives[0]).toMatchObject({ verdict: 'violated' });
    expect(objectives[0]?.reason).toContain('even 150 pods may have only 7. Pods that start together depend');
  });

  it('stays open while what is still to come can help, and says how it stands', () => {
    const two = [fleetOf(10, 3), fleetOf(10, 0)];
    expect(judgeScenario(perPod, two).objectives[0]).toMatchObject({
      verdict: 'inconclusive',
      reason: 'stopped after 2 of 5 iterations: 3 of 20 pods exceeded 30 s',
    });
    expect(nextStep(perPod, two, going)).toMatchObject({ kind: 'continue', judgedTarget: 5 });
    const five = [...two, ...times(3, fleetOf(10, 0))];
    expect(nextStep(perPod, five, going)).toMatchObject({ kind: 'continue', judgedTarget: 10 });
    const ten = [...five, ...times(5, fleetOf(10, 0))];
    expect(nextStep(perPod, ten, going)).toMatchObject({ kind: 'stop', verdict: 'met' });
    expect(judgeScenario(perPod, ten).objectives[0]?.reason).toBe(
      'confirmed with 10 iterations: 3 of 100 pods exceeded 30 s; at most 5 may',
    );
  });

  it('is violated at the last look that is beyond', () => {
    const all = [...times(14, fleetOf(4, 0)), fleetOf(4, 4)];
    expect(nextStep(perPod, all, going)).toMatchObject({ kind: 'stop', verdict: 'violated' });
  });

  it('counts pods that never appeared as never available', () => {
    const timedOut: Judgeable = { ...fleetOf(2, 0, { to: 5, allMs: null }), outcome: 'timed-out' };
    expect(measuresOf([timedOut], 'per-pod')).toEqual([1000, 1000, Infinity, Infinity]);
    expect(judgeScenario(perPod, times(5, timedOut)).objectives[0]).toMatchObject({ observedMs: null });
  });

  it('is judged at looks after whole iterations, also where they brought different numbers of pods', () => {
    const mixed = [fleetOf(4, 0), fleetOf(3, 0), fleetOf(4, 0), fleetOf(4, 0), fleetOf(4, 0)];
    expect(nextStep(perPod, mixed, going)).toMatchObject({ kind: 'stop', verdict: 'met' });
  });
});

const anyPods = fc.integer({ min: 1, max: 12 });
const anyRun = fc
  .record({
    pods: anyPods,
    iterations: fc.integer({ min: 1, max: 6 }),
    more: fc.integer({ min: 0, max: 12 }),
  })
  .chain(({ pods, iterations, more }) =>
    fc.record({
      judged: fc.constant(
        scenario(
          { iterations, maxIterations: iterations + more },
          'per-pod p95 <= 30s',
          'per-pod max <= 50s',
        ),
      ),
      supply: fc.array(
        fc.oneof(
          { weight: 9, arbitrary: fc.nat(pods).map((slow) => fleetOf(pods, slow)) },
          { weight: 2, arbitrary: fc.constant(fleetOf(pods, 0)) },
          { weight: 1, arbitrary: fc.constant(invalid) },
        ),
        { maxLength: 20 },
      ),
      fallback: fc.constant(fleetOf(pods, 0)),
    }),
  );

function run(judged: Judged, supply: readonly Judgeable[], fallback: Judgeable) {
  const iterations: Judgeable[] = [];
  for (;;) {
    const step = nextStep(judged, iterations, going);
    if (step.kind === 'stop') return { ...step, iterations };
    expect(step.judgedTarget).toBeGreaterThan(judgedOf(iterations).length);
    iterations.push(supply[iterations.length] ?? fallback);
  }
}

describe('whatever the pods do, a run judged per pod', () => {
  it('says what the share of slow pods says, at looks counted in iterations', () => {
    fc.assert(
      fc.property(anyRun, ({ judged, supply, fallback }) => {
        const { verdict, iterations, objectives } = run(judged, supply, fallback);
        const counted = judgedOf(iterations);
        expect(counted.length).toBeLessThanOrEqual(judged.maxIterations);
        const pods = counted.flatMap(({ fleet }) => fleet?.pods ?? []);
        const slow = pods.filter(({ availableMs }) => (availableMs ?? Infinity) > 30_000).length;
        const mean = pods.length / Math.max(1, counted.length);
        if (verdict === 'met') {
          expect(counted.length).toBe(checkAt(judged, counted.length));
          expect(slow).toBeLessThanOrEqual(allowedOver(pods.length, 0.95));
        }
        if (verdict === 'violated' && counted.length < judged.maxIterations)
          expect(slow).toBeGreaterThan(allowedOver(judged.maxIterations * mean, 0.95));
        for (const { evidence } of objectives) expect(evidence.pViolated).toBeNull();
      }),
    );
  });

  it('that ended early as violated would be violated whatever had come', () => {
    fc.assert(
      fc.property(anyRun, ({ judged, supply, fallback }) => {
        const { verdict, iterations } = run(judged, supply, fallback);
        const missing = judged.maxIterations - judgedOf(iterations).length;
        fc.pre(verdict === 'violated' && missing > 0);
        expect(judgeScenario(judged, [...iterations, ...times(missing, fallback)]).verdict).toBe('violated');
      }),
    );
  });
});
