import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { ScenarioResult } from '../../../src/core/result.ts';
import { availabilityChart } from '../../../src/reports/charts/availability-chart.ts';
import { renderCsv } from '../../../src/reports/formats/csv.ts';
import { renderHtml } from '../../../src/reports/html/html.ts';
import { sourceOf } from '../../../src/reports/html/markup.ts';
import { iterationLine } from '../../../src/hosts/shared/iteration-line.ts';
import { makeScenario } from '../../make-result.ts';
import { fleetResult } from '../example-fleet.ts';
import { attributeOf, elementsOf, hasClass } from '../html/parse.ts';
import { exampleResults } from '../example-results.ts';

const starts = exampleResults['met'];
const [scaleOut, burst] = fleetResult.scenarios as [ScenarioResult, ScenarioResult];

it('the result has the statistics of first, half, all and each pod, and how many came', () => {
  expect(scaleOut.fleet).toMatchObject({ podsAsked: 80, podsAvailable: 79 });
  // 19 of 20 iterations had all of their pods.
  expect(scaleOut.fleet?.all).toMatchObject({ count: 20, p50Ms: 2130, maxMs: null });
  expect(scaleOut.fleet?.perPod).toMatchObject({ count: 80, minMs: 1200, maxMs: null });
  expect(starts?.scenarios[0]).not.toHaveProperty('fleet');
});

it('the CSV has a column for each of them, empty for starts', () => {
  const rows = parse<Record<string, string>>(renderCsv(fleetResult), { columns: true });
  const last = rows.filter(({ scenario }) => scenario === 'scale-out').at(-1);
  expect(last).toMatchObject({
    podsAsked: '4',
    podsAvailable: '3',
    firstMs: '1770',
    halfMs: '1990',
    allMs: '',
  });
  const [start] = parse<Record<string, string>>(renderCsv(starts ?? fleetResult), { columns: true });
  expect(start).toMatchObject({ podsAsked: '', podsAvailable: '', firstMs: '' });
});

it('the line of an iteration says when all, the first and half of the pods came', () => {
  const [, iteration] = scaleOut.iterations;
  if (iteration === undefined) throw new Error('no iteration');
  const scenario = makeScenario([]);
  const { summary } = scaleOut;
  expect(iterationLine({ kind: 'iteration-ended', scenario, iteration, summary, judgedTarget: 20 })).toMatch(
    /^\[20\/20\] all 4 pods in 1\.86 s \(first 1\.20 s, half 1\.42 s\) {3}p50/,
  );
});

describe('The chart of new pods over time', () => {
  it('says how many came when, of the iteration in the middle and of the slowest', () => {
    const chart = availabilityChart(scaleOut);
    if (chart === null) throw new Error('nothing was drawn');
    const elements = elementsOf(sourceOf(chart));
    const image = elements.find((element) => attributeOf(element, 'role') === 'img');
    expect(image === undefined ? '' : attributeOf(image, 'aria-label')).toBe(
      'How many new pods were available when: in the middle, start 10: 4 of 4 new pods, the last after 2.13 s, the first after 1.47 s; slowest, start 20: 3 of 4 new pods, the last after 2.21 s, the first after 1.77 s.',
    );
    // Up by one at each pod; where one never came, the line goes on to the end of the plot.
    const rises = elements.filter((element) => hasClass(element, 'rise'));
    expect(rises).toHaveLength(7);
    const ends = elements
      .filter((element) => hasClass(element, 'run'))
      .map((line) => attributeOf(line, 'x2'));
    expect(ends).toContain('100%');
  });

  it('is drawn once where there is one iteration, and not at all for starts', () => {
    const [first] = burst.iterations;
    const once = availabilityChart({ ...burst, iterations: first === undefined ? [] : [first] });
    const lines = once === null ? [] : elementsOf(sourceOf(once));
    expect(lines.filter((element) => hasClass(element, 'rise'))).toHaveLength(10);
    const [start] = starts?.scenarios ?? [];
    expect(start === undefined ? null : availabilityChart(start)).toBeNull();
  });

  it('stands in the page', () => {
    expect(renderHtml(fleetResult)).toContain('New pods available');
    expect(renderHtml(starts ?? fleetResult)).not.toContain('New pods available');
  });
});
