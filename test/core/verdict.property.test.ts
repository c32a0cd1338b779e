import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgedOf, type Judgeable } from '../../src/core/measure.ts';
import { checkAt } from '../../src/core/interim-checks.ts';
import { quantileOf } from '../../src/core/objective.ts';
import { judgeScenario, nextStep, type Judged } from '../../src/core/verdict.ts';
import { anyIteration, anyScenario, failed, invalid, over, timedOut, within } from './judging-fixtures.ts';

const going = { deadlineReached: false };
const neverAnswering = fc.array(fc.constantFrom(timedOut, timedOut, failed, invalid), {
  minLength: 12,
  maxLength: 60,
});
const manyIterations = fc.array(anyIteration, { maxLength: 60 });

/** Runs a scenario on a supply of iterations (within the limit once it is used up) until it stops. */
function run(scenario: Judged, supply: readonly Judgeable[]) {
  const iterations: Judgeable[] = [];
  for (;;) {
    const step = nextStep(scenario, iterations, going);
    if (step.kind === 'stop') return { ...step, iterations };
    expect(step.judgedTarget).toBeGreaterThan(judgedOf(iterations).length);
    expect(step.judgedTarget).toBeLessThanOrEqual(scenario.maxIterations);
    iterations.push(supply[iterations.length] ?? within);
  }
}

describe('whatever the iterations, a run', () => {
  it('stops, and not after more iterations than are allowed', () => {
    fc.assert(
      fc.property(anyScenario, manyIterations, (scenario, supply) => {
        const { iterations } = run(scenario, supply);
        expect(judgedOf(iterations).length).toBeLessThanOrEqual(scenario.maxIterations);
      }),
    );
  });

  it('is met only at a look, with every number printed within its limit', () => {
    fc.assert(
      fc.property(anyScenario, manyIterations, (scenario, supply) => {
        const { verdict, objectives, iterations } = run(scenario, supply);
        fc.pre(verdict === 'met');
        const judged = judgedOf(iterations).length;
        expect(judged).toBe(checkAt(scenario, judged));
        for (const { observedMs, limitMs } of objectives) {
          expect(observedMs ?? Infinity).toBeLessThanOrEqual(limitMs);
        }
      }),
    );
  });

  it('is violated only where the number printed for an objective is beyond its limit', () => {
    fc.assert(
      fc.property(anyScenario, manyIterations, (scenario, supply) => {
        const { objectives } = run(scenario, supply);
        for (const { verdict, observedMs, limitMs, evidence } of objectives) {
          if (verdict !== 'violated') continue;
          expect(observedMs ?? Infinity).toBeGreaterThan(limitMs);
          expect(evidence.over).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('judges every timeout and failure, and says so in its evidence', () => {
    fc.assert(
      fc.property(anyScenario, manyIterations, (scenario, supply) => {
        const { objectives, iterations } = run(scenario, supply);
        const lost = iterations.filter((iteration) => [over, timedOut, failed].includes(iteration)).length;
        for (const { evidence } of objectives) {
          expect(evidence).toMatchObject({ n: judgedOf(iterations).length, over: lost, unknown: 0 });
        }
      }),
    );
  });

  it('that ended early as violated would have been violated whatever had come up to the next look', () => {
    fc.assert(
      fc.property(anyScenario, manyIterations, (scenario, supply) => {
        // The stop where nothing ever answered is a rule of its own, below.
        const { verdict, iterations } = run({ ...scenario, keepGoing: true }, supply);
        const judged = judgedOf(iterations).length;
        const missing = checkAt(scenario, judged) - judged;
        fc.pre(verdict === 'violated' && missing > 0);
        const spared = [...iterations, ...new Array<Judgeable>(missing).fill(within)];
        expect(nextStep({ ...scenario, keepGoing: true }, spared, going)).toMatchObject({
          kind: 'stop',
          verdict: 'violated',
        });
      }),
    );
  });

  it('or it stopped because nothing had ever answered, which chance does in 0.1% of runs at most', () => {
    fc.assert(
      fc.property(anyScenario, neverAnswering, (scenario, supply) => {
        const { iterations, stoppedBecause } = run(scenario, supply);
        fc.pre(stoppedBecause === 'none-answered');
        const counted = iterations.filter(({ outcome }) => outcome !== 'invalid');
        expect(counted.map(({ outcome }) => outcome)).not.toContain('answered');
        const slow = scenario.objectives.map(({ statistic }) => 1 - quantileOf(statistic));
        expect(Math.min(...slow) ** counted.length).toBeLessThanOrEqual(0.001);
      }),
    );
  });
});

describe('the step after some iterations', () => {
  it('is the same in whatever order they came', () => {
    const shuffled = manyIterations.chain((iterations) =>
      fc.tuple(
        fc.constant(iterations),
        fc.shuffledSubarray(iterations, { minLength: iterations.length, maxLength: iterations.length }),
      ),
    );
    fc.assert(
      fc.property(anyScenario, shuffled, fc.boolean(), (scenario, [iterations, other], deadlineReached) => {
        const step = nextStep(scenario, iterations, { deadlineReached });
        expect(nextStep(scenario, other, { deadlineReached })).toEqual(step);
      }),
    );
  });

  it('never becomes met where it was violated and one iteration had been slower', () => {
    fc.assert(
      fc.property(anyScenario, manyIterations, fc.nat(), (scenario, iterations, pick) => {
        fc.pre(iterations.length > 0 && judgeScenario(scenario, iterations).verdict === 'violated');
        const at = pick % iterations.length;
        const slower = iterations.map((iteration, index) =>
          index === at && iteration === within ? over : iteration,
        );
        expect(judgeScenario(scenario, slower).verdict).toBe('violated');
      }),
    );
  });

  it('never becomes met where it was violated and another breach is added', () => {
    fc.assert(
      fc.property(anyScenario, manyIterations, (scenario, iterations) => {
        fc.pre(judgeScenario(scenario, iterations).verdict === 'violated');
        expect(judgeScenario(scenario, [...iterations, timedOut]).verdict).not.toBe('met');
      }),
    );
  });

  it('is changed by warm-ups only where nothing else has ever answered', () => {
    fc.assert(
      fc.property(anyScenario, manyIterations, (scenario, iterations) => {
        const counted = iterations.filter(({ warmup }) => !warmup);
        const goesOn = { ...scenario, keepGoing: true };
        expect(nextStep(goesOn, iterations, going)).toEqual(nextStep(goesOn, counted, going));
        if (!counted.some(({ outcome }) => outcome === 'answered')) return;
        expect(nextStep(scenario, iterations, going)).toEqual(nextStep(scenario, counted, going));
      }),
    );
  });
});
