import { describe, expect, it } from 'vitest';
import { outputsOf, resultOutputTexts } from '../../../src/hosts/action/outputs.ts';
import { makeResult, neverAnswered, spread } from '../../make-result.ts';
import { exampleResults } from '../../reports/example-results.ts';

const paths = { result: '/tmp/result.json', summary: '/tmp/summary.md' };
const timedOut = Array.from({ length: 5 }, () => neverAnswered('timed-out', 'Unschedulable'));

describe('The outputs', () => {
  it('are whole milliseconds and the paths of the files', () => {
    const result = makeResult({ scenarios: [{ iterations: spread(20), objectives: ['p95 <= 30s'] }] });
    expect(outputsOf('met', result, paths)).toEqual({
      verdict: 'met',
      'p50-ms': '2450',
      'p95-ms': '2855',
      'p99-ms': '2900',
      'max-ms': '2900',
      'change-percent': '',
      'result-path': '/tmp/result.json',
      'summary-path': '/tmp/summary.md',
      'reports-path': '/tmp',
      'comment-url': '',
      'issue-url': '',
    });
  });

  it('are empty for a quantile that falls on starts that never answered', () => {
    const result = makeResult({ scenarios: [{ iterations: [...spread(15), ...timedOut] }] });
    expect(outputsOf('violated', result, paths)).toMatchObject({
      'p50-ms': expect.stringMatching(/^\d+$/) as string,
      'p95-ms': '',
      'p99-ms': '',
      'max-ms': '',
    });
  });

  it('are those of the slowest of several scenarios', () => {
    const slow = spread(20).map((iteration) => ({ ...iteration, totalMs: 9000.4 }));
    const result = makeResult({
      scenarios: [
        { iterations: spread(20), scenario: { name: 'fast' } },
        { iterations: slow, scenario: { name: 'slow' } },
      ],
    });
    expect(outputsOf('measured', result, paths)).toMatchObject({ 'p50-ms': '9000', 'max-ms': '9000' });
  });

  it('are empty for a scenario of which nothing is known, however fast the others were', () => {
    const result = makeResult({
      scenarios: [
        { iterations: spread(20), scenario: { name: 'fast' } },
        { iterations: [], scenario: { name: 'never begun' } },
      ],
    });
    expect(outputsOf('inconclusive', result, paths)).toMatchObject({ 'p50-ms': '', 'max-ms': '' });
  });

  it.each([
    ['duet-regression', '60'],
    ['duet-unanswered', ''],
    ['met', ''],
  ])('say for the result %s how much slower than the baseline it is: "%s"', (name, percent) => {
    const result = exampleResults[name] ?? null;
    expect(result).not.toBeNull();
    expect(outputsOf('measured', result, paths)['change-percent']).toBe(percent);
  });

  it('say a change with its sign and one decimal, of the slowest scenario', () => {
    const result = exampleResults['duet-regression'];
    if (result === undefined) throw new Error('no example duet-regression');
    const changed = (...estimates: readonly number[]): string => {
      const scenarios = estimates.flatMap((estimate) =>
        result.scenarios.map((scenario) => ({
          ...scenario,
          comparison: scenario.comparison?.ratio
            ? { ...scenario.comparison, ratio: { ...scenario.comparison.ratio, estimate } }
            : null,
        })),
      );
      return outputsOf('measured', { ...result, scenarios }, paths)['change-percent'];
    };
    expect([changed(1.12449), changed(0.97), changed(0.9999), changed(0.9, 1.05)]).toEqual([
      '12.4',
      '-3',
      '0',
      '5',
    ]);
  });

  it('are empty but for the verdict where nothing was measured', () => {
    const { verdict, ...others } = outputsOf('usage', null, { result: null, summary: null });
    expect(verdict).toBe('usage');
    expect(Object.keys(others)).toHaveLength(Object.keys(resultOutputTexts).length - 1);
    expect(new Set(Object.values(others))).toEqual(new Set(['']));
  });
});
