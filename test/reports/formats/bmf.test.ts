import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { renderBmf } from '../../../src/reports/formats/bmf.ts';
import type { Result } from '../../../src/core/result.ts';
import { exampleResults } from '../example-results.ts';

/** As https://bencher.dev/docs/reference/bencher-metric-format publishes it; names are at most 1024 and 64 characters. */
const metric = {
  type: 'object',
  properties: {
    value: { type: 'number' },
    lower_value: { type: 'number' },
    upper_value: { type: 'number' },
  },
  required: ['value'],
  additionalProperties: false,
};
const schema = {
  type: 'object',
  propertyNames: { minLength: 1, maxLength: 1024 },
  additionalProperties: {
    type: 'object',
    minProperties: 1,
    propertyNames: { minLength: 1, maxLength: 64, pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' },
    additionalProperties: metric,
  },
};
const isBmf = new Ajv({ allErrors: true }).compile(schema);

type Bmf = Record<string, Record<string, { value: number; lower_value?: number; upper_value?: number }>>;

function bmfOf(name: string): Bmf {
  return JSON.parse(renderBmf(exampleResults[name] as Result)) as Bmf;
}

describe('Bencher Metric Format', () => {
  it.each(Object.keys(exampleResults))('of %s is as its schema says, with a benchmark or none', (name) => {
    expect(isBmf(bmfOf(name)), JSON.stringify(isBmf.errors)).toBe(true);
  });

  it('has the median in nanoseconds, from the fastest to the slowest start', () => {
    const { latency } = bmfOf('met')['goldpinger'] ?? {};
    expect(latency).toEqual({ value: 2_450_000_000, lower_value: 2_045_000_000, upper_value: 2_900_000_000 });
  });

  it('has no number for a statistic that is a start which never answered, and counts such starts', () => {
    const measures = bmfOf('timed-out')['goldpinger'] ?? {};
    expect(measures['latency']).toEqual({ value: 2_553_846_154, lower_value: 2_069_230_769 });
    expect(measures).not.toHaveProperty('p95-ms');
    expect(measures).not.toHaveProperty('max-ms');
    expect(measures['starts']).toEqual({ value: 19 });
    expect(measures['unanswered-starts']).toEqual({ value: 4 });
    expect(measures['invalid-starts']).toEqual({ value: 1 });
  });

  it('of starts of which none answered has only counts', () => {
    const [measures] = Object.values(bmfOf('none-answered'));
    expect(Object.keys(measures ?? {})).not.toContain('latency');
    expect(measures?.['unanswered-starts']).toEqual(measures?.['starts']);
    expect(measures?.['starts']?.value).toBeGreaterThan(0);
  });

  it('counts the failed runs of a policy that is run step by step', () => {
    expect(Object.values(bmfOf('policy-mixed'))).toContainEqual({
      runs: { value: expect.any(Number) as number },
      'failed-runs': { value: expect.any(Number) as number },
    });
  });
});
