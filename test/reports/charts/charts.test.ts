import { describe, expect, it } from 'vitest';
import type { ScenarioResult } from '../../../src/core/result.ts';
import { distributionChart } from '../../../src/reports/charts/distribution-chart.ts';
import { iterationsChart as chartWithChoice } from '../../../src/reports/charts/iterations-chart.ts';
import { timelineChart } from '../../../src/reports/charts/timeline-chart.ts';
import { waterfallChart } from '../../../src/reports/charts/waterfall-chart.ts';
import { type Html, sourceOf } from '../../../src/reports/html/markup.ts';
import { makeIteration, makeResult, neverAnswered, spread } from '../../make-result.ts';
import { attributeOf, elementsOf, hasClass, textOf, type Element } from '../html/parse.ts';
import { realisticIterations, stuckPulling } from '../html/realistic.ts';

function iterationsChart(scenario: ScenarioResult) {
  return chartWithChoice(scenario, (index) => `choose-${index}`);
}

function scenarioOf(iterations: ScenarioResult['iterations'], objectives = ['p95 <= 30s']): ScenarioResult {
  const [scenario] = makeResult({ scenarios: [{ iterations, objectives }] }).scenarios;
  if (scenario === undefined) throw new Error('no scenario');
  return scenario;
}

function drawn(chart: Html | null): Element[] {
  if (chart === null) throw new Error('nothing was drawn');
  return elementsOf(sourceOf(chart));
}

function altOf(chart: Html | null): string | null {
  const image = drawn(chart).find((element) => attributeOf(element, 'role') === 'img');
  return image === undefined ? null : attributeOf(image, 'aria-label');
}

/** Heights of the marks, in pixels from the top. */
function heightsOf(chart: Html | null): number[] {
  const marks = drawn(chart).filter((element) => hasClass(element, 'mark'));
  return marks.map((element) => Number(attributeOf(element, 'y')));
}

describe('The chart of iterations', () => {
  it('puts what took longer higher, and what never answered above everything', () => {
    const chart = iterationsChart(
      scenarioOf([
        makeIteration({ totalMs: 1000 }),
        makeIteration({ totalMs: 2000 }),
        neverAnswered('timed-out', 'Unschedulable'),
      ]),
    );
    const [fast = 0, slow = 0, never = 0] = heightsOf(chart);
    expect(never).toBeLessThan(slow);
    expect(slow).toBeLessThan(fast);
    expect(drawn(chart).map(textOf)).toContain('never');
  });

  it('is in one order: from the left to the right', () => {
    const marks = drawn(iterationsChart(scenarioOf(spread(5)))).filter((element) =>
      hasClass(element, 'mark'),
    );
    expect(marks.map((element) => attributeOf(element, 'x'))).toEqual(['10%', '30%', '50%', '70%', '90%']);
  });

  it('tells in words what it shows', () => {
    const iterations = [...spread(20), neverAnswered('timed-out', 'Unschedulable')];
    expect(altOf(iterationsChart(scenarioOf(iterations, ['p95 <= 2500ms'])))).toBe(
      'Time to first answer of 21 starts, in order; the fastest took 2.04 s; 1 timed out; p95 limit 2.5 s: 10 of 21 over it.',
    );
  });

  it('is none without iterations', () => {
    expect(iterationsChart(scenarioOf([]))).toBeNull();
  });
});

describe('The distribution', () => {
  it('has a bar of its own for what never answered, with its count', () => {
    const never = Array.from({ length: 3 }, () => neverAnswered('timed-out', 'Unschedulable'));
    const titles = drawn(distributionChart(scenarioOf([...spread(4), ...never])))
      .filter(({ tagName }) => tagName === 'title')
      .map(textOf);
    expect(titles.at(-1)).toBe('never: 3 iterations');
  });

  it('counts neither warm-ups nor invalid iterations', () => {
    const chart = distributionChart(
      scenarioOf([
        makeIteration({ warmup: true }),
        neverAnswered('invalid', 'ProcessStalled'),
        makeIteration(),
      ]),
    );
    const counts = drawn(chart).filter((element) => hasClass(element, 'count'));
    expect(counts.map(textOf)).toEqual(['1']);
  });

  it('says of a limit that is far away that it is beyond the scale', () => {
    expect(drawn(distributionChart(scenarioOf(spread(5)))).map(textOf)).toContain(
      'p95 limit 30 s, beyond this scale →',
    );
  });
});

describe('The waterfall', () => {
  it('has a row for each iteration', () => {
    const chart = waterfallChart(scenarioOf([...realisticIterations(4), stuckPulling('not found')]));
    const rows = drawn(chart).filter((element) => hasClass(element, 'row'));
    expect(rows.map((row) => attributeOf(row, 'data-iteration'))).toEqual(['1', '2', '3', '4', '5']);
  });

  it('leads from what was last seen to never only where it never answered', () => {
    const iterations = [
      ...realisticIterations(1),
      stuckPulling('not found'),
      neverAnswered('invalid', 'ProcessStalled'),
    ];
    const rows = drawn(waterfallChart(scenarioOf(iterations))).filter((element) => hasClass(element, 'row'));
    expect(rows.map((row) => textOf(row).split(', ').slice(1).at(-1))).toEqual([
      'Ready after 1.24 s',
      'never answered',
      'not counted',
    ]);
  });

  it('is none where no step was seen', () => {
    expect(waterfallChart(scenarioOf(spread(3)))).toBeNull();
  });
});

describe('The timeline', () => {
  it('names every instant on the clock of this machine, and when it was', () => {
    const [iteration = makeIteration()] = realisticIterations(1);
    expect(altOf(timelineChart(iteration, '7', 'first create request'))).toMatch(
      /^Instants of start 7 since the first create request: create accepted 3\.6 ms, .*, answered 1\.56 s\.$/,
    );
  });

  it('is none where nothing was seen', () => {
    expect(timelineChart(makeIteration(), '1', 'first create request')).toBeNull();
  });
});
