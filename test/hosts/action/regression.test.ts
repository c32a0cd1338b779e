import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/core/result.ts';
import { annotationOf } from '../../../src/hosts/action/annotation.ts';
import { conclude } from '../../../src/hosts/action/conclusion.ts';
import { loadProblems } from '../../../src/hosts/action/load-images.ts';
import { outputsOf } from '../../../src/hosts/action/outputs.ts';
import { planOf } from '../../core/config/support.ts';
import { exampleResults } from '../../reports/example-results.ts';

function example(name: string): Result {
  const result = exampleResults[name];
  if (result === undefined) throw new Error(`no example ${name}`);
  return result;
}

function annotation(name: string) {
  const end = { result: example(name), failure: null };
  return annotationOf(end, conclude(end, 'warn'));
}

describe('a regression', () => {
  it('fails the step without any objective, and says how much slower it is', () => {
    const result = example('duet-regression');
    expect(conclude({ result, failure: null }, 'warn')).toMatchObject({ verdict: 'violated', fails: true });
    expect(annotation('duet-regression')).toMatchObject({
      level: 'error',
      message: 'regression: 60% slower (95% interval +60% to +60%, 20 pairs); at most 10% is allowed',
    });
  });

  it('leaves the baseline out of the outputs', () => {
    const { 'p50-ms': p50, 'max-ms': max } = outputsOf('violated', example('duet-regression'), {
      result: null,
      summary: null,
    });
    expect([p50, max]).toEqual(['3920', '4640']);
    // The baseline answered and the candidate never did.
    expect(outputsOf('violated', example('duet-unanswered'), { result: null, summary: null })['p50-ms']).toBe(
      '',
    );
  });

  it('is none where two results cannot be compared: nothing fails', () => {
    const result = example('stored-not-judged');
    expect(conclude({ result, failure: null }, 'warn')).toMatchObject({ verdict: 'measured', fails: false });
  });
});

it('a loaded image that only the baseline starts is looked at like every other', () => {
  const plan = planOf({ settings: { image: 'app:1', port: '80', baselineImage: 'app:latest' } });
  expect(loadProblems(['app:latest'], plan)).toMatchObject([{ field: 'load-images', value: 'app:latest' }]);
  expect(loadProblems(['app:1'], plan)).toEqual([]);
});
