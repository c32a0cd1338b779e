import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownSource } from '../../../src/core/markdown.ts';
import type { ScenarioResult } from '../../../src/core/result.ts';
import { latencyChart } from '../../../src/reports/charts/mermaid.ts';
import { makeIteration, makeResult, neverAnswered, spread } from '../../make-result.ts';

function chartOf(
  iterations: ScenarioResult['iterations'],
  objectives = ['p95 <= 30s'],
  name = 'goldpinger',
): string {
  const [scenario] = makeResult({ scenarios: [{ iterations, objectives, scenario: { name } }] }).scenarios;
  return scenario === undefined ? 'no scenario' : markdownSource(latencyChart(scenario));
}

/** The numbers of every `bar` or `line`. */
function seriesOf(chart: string, kind: 'bar' | 'line'): number[][] {
  const found = [...chart.matchAll(new RegExp(`^  ${kind} \\[(.*)\\]$`, 'gm'))];
  return found.map(([, numbers = '']) => numbers.split(', ').map(Number));
}

describe('The Mermaid chart', () => {
  it('has a bar for each judged iteration in order, and a line for each limit that is not far above them', () => {
    const chart = chartOf(
      [
        makeIteration({ warmup: true, totalMs: 9000 }),
        makeIteration({ totalMs: 2340.4 }),
        makeIteration({ totalMs: 1210 }),
        neverAnswered('invalid', 'ProcessStalled'),
      ],
      ['p95 <= 2s', 'max <= 30s', 'ready p95 <= 1s'],
    );
    expect(chart).toBe(
      [
        '```mermaid',
        '---',
        'config:',
        '  xyChart:',
        '    titleFontSize: 14',
        '  themeVariables:',
        '    xyChart:',
        '      plotColorPalette: "#4a7fc1, #d6453d"',
        '---',
        'xychart-beta',
        '  title "goldpinger: time to first answer, p95 limit 2 s, max limit 30 s, beyond this scale"',
        '  x-axis "2 starts in order" [1, 2]',
        '  y-axis "seconds" 0 --> 2.457',
        '  bar [2.34, 1.21]',
        '  line [2, 2]',
        '```',
      ].join('\n'),
    );
  });

  it('draws what never answered as a red series to the top, whatever the timeout', () => {
    const chart = chartOf([
      makeIteration(),
      neverAnswered('timed-out', 'Unschedulable'),
      neverAnswered('failed', 'FailedCreate'),
    ]);
    expect(seriesOf(chart, 'bar')).toEqual([
      [2.34, 0, 0],
      [0, 2.457, 2.457],
    ]);
    expect(chart).toContain('plotColorPalette: "#4a7fc1, #d6453d"');
    expect(chart).toContain('1 timed out and 1 failed (red)');
  });

  it('draws the slowest of several where there are many, so that none that is slow is missing', () => {
    const iterations = spread(180).map((each, index) => ({
      ...each,
      totalMs: index === 100 ? 25_000 : 1000 + index,
    }));
    const chart = chartOf(iterations);
    const [bars = []] = seriesOf(chart, 'bar');
    expect(bars).toHaveLength(60);
    expect(bars.slice(0, 2)).toEqual([1.002, 1.005]);
    expect(Math.max(...bars)).toBe(25);
    expect(chart).toContain('180 starts in order, each bar the slowest of 3');
  });

  it('is empty where nothing was judged', () => {
    expect(chartOf([makeIteration({ warmup: true })])).toBe('');
  });

  it('keeps its lines, whatever the name', () => {
    const dangerous = fc.array(
      fc.oneof(
        fc.constantFrom(
          '"',
          '\n',
          '```',
          '%%{init: {}}%%',
          '%%',
          '#quot;',
          ';',
          '[',
          ']',
          '<b>',
          '\\',
          'line [1]',
          '@x',
        ),
        fc.string({ unit: 'binary', maxLength: 5 }),
      ),
    );
    const harmless = chartOf(spread(3)).split('\n');
    const title = harmless.findIndex((line) => line.startsWith('  title'));
    fc.assert(
      fc.property(dangerous, (parts) => {
        const lines = chartOf(spread(3), ['p95 <= 30s'], `x${parts.join('')}`).split('\n');
        expect(lines.toSpliced(title, 1)).toEqual(harmless.toSpliced(title, 1));
        expect(lines[title]).toMatch(/^ {2}title "[\p{L}\p{M}\p{N} ._,:()/+-]+"$/u);
      }),
    );
  });
});
