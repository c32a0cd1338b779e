import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/core/plan.ts';
import type { Result } from '../../src/core/result.ts';
import { run, scenario, type Overrides } from './fake-run.ts';

async function earlier(answerMs: number): Promise<Result> {
  const { result } = await run(() => ({ answerMs }), [scenario({ iterations: 20, objectives: [] })]);
  return result;
}

/** A run of 20 starts beside an earlier one, which answered after 1500 ms. */
async function beside(answerMs: number, facts: Partial<Scenario> = {}, overrides: Overrides = {}) {
  const result = await earlier(1500);
  const baseline = {
    ...{ kind: 'stored' as const, label: 'main.json', result, scenario: 'app' },
    ...{ commit: null, maxRegression: 0.1 },
  };
  return await run(
    () => ({ answerMs }),
    [scenario({ iterations: 20, objectives: [], baseline, ...facts })],
    overrides,
  );
}

describe('a run with a stored baseline', () => {
  it('passes where no regression is shown', async () => {
    const { result, space } = await beside(1600);
    expect(result).toMatchObject({ verdict: 'met', complete: true });
    expect(result.scenarios).toHaveLength(1);
    expect(result.scenarios[0]?.comparison).toMatchObject({
      kind: 'stored',
      verdict: 'no-regression-shown',
      baseline: { label: 'main.json', summary: { count: 20, p50Ms: 1500 } },
    });
    expect(space.opened).toBe(21);
  });

  it('is violated by a regression, without any objective', async () => {
    const { result } = await beside(2500);
    expect(result.verdict).toBe('violated');
    expect(result.scenarios[0]).toMatchObject({ verdict: 'violated', comparison: { verdict: 'regression' } });
  });

  it('has no verdict by it on another machine', async () => {
    const fingerprint = { hash: 'other', parts: { runner: 'linux, 2 cores' } };
    const { result } = await beside(2500, {}, { fingerprint });
    expect(result.verdict).toBeNull();
    expect(result.scenarios[0]?.comparison).toMatchObject({
      verdict: null,
      reason: 'not comparable: runner is "linux, 2 cores", of the baseline "none"',
    });
  });

  it('has no verdict by it with too few starts', async () => {
    const { result } = await beside(2500, { iterations: 10 });
    expect(result.verdict).toBeNull();
    expect(result.scenarios[0]?.comparison?.reason).toContain('at least 20');
  });

  it('is compared after every start, so that a run cut short shows it as well', async () => {
    const { partial } = await beside(1600);
    expect(partial.every(({ scenarios }) => scenarios[0]?.comparison?.kind === 'stored')).toBe(true);
    expect(partial.slice(0, -1).every(({ verdict }) => verdict === 'inconclusive')).toBe(true);
  });
});
