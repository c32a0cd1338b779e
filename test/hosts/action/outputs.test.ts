import { describe, expect, it } from 'vitest';
import { outputsOf } from '../../../src/hosts/action/outputs.ts';
import { makeResult, neverAnswered, spread } from '../../make-result.ts';

const paths = { result: '/tmp/result.json', summary: '/tmp/summary.md' };
const timedOut = Array.from({ length: 5 }, () => neverAnswered('timed-out', 'Unschedulable'));

describe('The outputs', () => {
  it('are whole milliseconds and the paths of the files', () => {
    const result = makeResult({ scenarios: [{ iterations: spread(20), objectives: ['p95 <= 30s'] }] });
    expect(outputsOf('met', result, paths)).toEqual({
      verdict: 'met',
      'p50-ms': '2450',
      'p95-ms': '2855',
      'max-ms': '2900',
      'result-path': '/tmp/result.json',
      'summary-path': '/tmp/summary.md',
      'reports-path': '/tmp',
    });
  });

  it('are empty for a quantile that falls on starts that never answered', () => {
    const result = makeResult({ scenarios: [{ iterations: [...spread(15), ...timedOut] }] });
    expect(outputsOf('violated', result, paths)).toMatchObject({
      'p50-ms': expect.stringMatching(/^\d+$/) as string,
      'p95-ms': '',
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

  it('are empty but for the verdict where nothing was measured', () => {
    expect(Object.entries(outputsOf('usage', null, { result: null, summary: null }))).toEqual([
      ['verdict', 'usage'],
      ...['p50-ms', 'p95-ms', 'max-ms', 'result-path', 'summary-path', 'reports-path'].map((name) => [
        name,
        '',
      ]),
    ]);
  });
});
