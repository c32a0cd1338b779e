import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { renderBenchmark } from '../../../src/reports/formats/benchmark.ts';
import type { Result } from '../../../src/core/result.ts';
import { exampleResults } from '../example-results.ts';

/**
 * What github-action-benchmark reads with customSmallerIsBetter: `BenchmarkResult` of its src/extract.ts, and an empty
 * list is an error there. Its charts and its comments tell entries apart by their names.
 */
const file = z
  .array(
    z.strictObject({
      name: z.string().min(1),
      value: z.number(),
      unit: z.string().min(1),
      range: z.string().optional(),
      extra: z.string().optional(),
    }),
  )
  .min(1)
  .refine((entries) => new Set(entries.map(({ name }) => name)).size === entries.length);

function entriesOf(name: string) {
  return file.parse(JSON.parse(renderBenchmark(exampleResults[name] as Result)));
}

describe('The file for github-action-benchmark', () => {
  it.each(Object.keys(exampleResults).filter((name) => name !== 'policy-interrupted'))(
    'of %s is what the action reads',
    (name) => {
      expect(entriesOf(name).length).toBeGreaterThan(0);
    },
  );

  it('has p50, p95 and max with their ranges, and how many starts never answered', () => {
    const entries = entriesOf('met').map(({ name, value, unit, range }) => [name, value, unit, range]);
    expect(entries).toEqual([
      ['goldpinger: p50', 2450, 'ms', expect.stringMatching(/^2\.0\d s to 2\.90 s$/)],
      ['goldpinger: p95', 2855, 'ms', expect.stringMatching(/s to /)],
      ['goldpinger: max', 2900, 'ms', expect.stringMatching(/^2\.0\d s to 2\.90 s$/)],
      ['goldpinger: starts without an answer', 0, 'starts', 'of 20'],
    ]);
  });

  it('has no entry for a statistic that is a start which never answered, and says why', () => {
    const entries = entriesOf('timed-out');
    expect(entries.map(({ name }) => name)).toEqual([
      'goldpinger: p50',
      'goldpinger: starts without an answer',
    ]);
    expect(entries[0]?.range).toBe('2.07 s to > 60 s');
    expect(entries[1]).toMatchObject({ value: 4, range: 'of 19' });
    expect(entries[1]?.extra?.split('\n').slice(0, 2)).toEqual([
      '2 × ImagePullBackOff, 1 × Unschedulable, 1 × FailedCreate',
      'no value of p95, max: a start that never answered',
    ]);
  });

  it('counts the failed runs of a policy that is run step by step', () => {
    expect(entriesOf('policy-mixed').filter(({ unit }) => unit === 'runs').length).toBeGreaterThan(0);
  });
});
