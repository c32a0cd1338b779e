import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../src/core/comparison/fingerprints.ts';
import { ownScenarios } from '../../../src/core/comparison/own-scenarios.ts';
import { storedBaselineOf } from '../../../src/core/comparison/stored-baseline.ts';
import { withStored } from '../../../src/core/comparison/with-stored.ts';
import { resultSchema, type Result } from '../../../src/core/result.ts';
import { makeIteration, makeResult, spread, type ScenarioFacts } from '../../make-result.ts';

const before = makeResult({ scenarios: [{ iterations: spread(20) }], result: { runId: 'earlier' } });

function slower(factor: number, facts: Partial<ScenarioFacts> = {}): Result {
  const iterations = spread(20).map((each) => ({ ...each, totalMs: (each.totalMs ?? 0) * factor }));
  return makeResult({ scenarios: [{ iterations, ...facts }] });
}

function compare(result: Result, earlier = before): Result {
  return withStored(result, ({ name }) =>
    storedBaselineOf({ label: 'before.json', result: earlier, commit: 'c0ffee', maxRegression: 0.1 }, name),
  );
}

describe('a result compared with an earlier one', () => {
  it('has the comparison with the scenario of the same name', () => {
    const compared = compare(slower(1.02));
    expect(resultSchema.safeParse(compared).error).toBeUndefined();
    expect(compared).toMatchObject({ verdict: 'met' });
    expect(compared.scenarios[0]?.comparison).toMatchObject({
      kind: 'stored',
      verdict: 'no-regression-shown',
      baseline: {
        label: 'before.json',
        scenario: null,
        runId: 'earlier',
        commit: 'c0ffee',
        imageBytes: 38_000_000,
      },
    });
  });

  it('is violated by a regression, though its objectives are met', () => {
    const compared = compare(slower(1.6, { objectives: ['p95 <= 30s'] }));
    expect(compared.scenarios[0]?.objectives).toMatchObject([{ verdict: 'met' }]);
    expect(compared.scenarios[0]?.verdict).toBe('violated');
    expect(compared.verdict).toBe('violated');
  });

  it('keeps its verdict where the two are not comparable', () => {
    const other = { ...before, fingerprint: { hash: 'f00', parts: { via: 'cluster-ip' } } };
    expect(compare(slower(1.6), other)).toMatchObject({ verdict: null });
    expect(compare(slower(1.6, { objectives: ['p95 <= 30s'] }), other)).toMatchObject({ verdict: 'met' });
  });

  it('is what it was where the earlier one has no such scenario', () => {
    const named = (name: string) => ({ iterations: spread(20), scenario: { name } });
    const others = makeResult({ scenarios: [named('one'), named('two')] });
    expect(compare(slower(1), others)).toEqual(slower(1));
  });

  it('compares the only scenarios of two results whatever they are called', () => {
    const compared = compare(slower(1, { scenario: { name: 'other' } }));
    expect(compared.scenarios[0]?.comparison).not.toBeNull();
  });

  it('has no verdict before its run has ended', () => {
    const running = { ...slower(1.6), complete: false, verdict: 'inconclusive' as const };
    expect(compare(running).verdict).toBe('inconclusive');
  });

  it('is compared anew where it was compared before, the baseline of a duet left alone', () => {
    const first = compare(slower(1.6)).scenarios[0];
    const comparison = first?.comparison;
    if (comparison == null) throw new Error('no comparison');
    const duet = {
      ...comparison,
      kind: 'duet' as const,
      baseline: { ...comparison.baseline, scenario: 'goldpinger (baseline)' },
    };
    const result = makeResult({
      scenarios: [
        { iterations: spread(20), comparison: duet },
        { iterations: spread(20), scenario: { name: 'goldpinger (baseline)' } },
      ],
    });
    expect(ownScenarios(result).map(({ name }) => name)).toEqual(['goldpinger']);
    const compared = compare(result);
    expect(compared.scenarios).toMatchObject([
      { verdict: 'met', comparison: { kind: 'stored' } },
      { verdict: null, comparison: null },
    ]);
  });
});

describe('fingerprints', () => {
  const fingerprint = (parts: Record<string, string>) => ({ hash: JSON.stringify(parts), parts });

  it('may differ in their images: these are what one compares', () => {
    const [one, other] = ['app:1', 'app:2'].map((images) => fingerprint({ via: 'node-port', images }));
    expect(one === undefined || other === undefined ? null : differencesOf(one, other)).toEqual([]);
  });

  it('tell every other part that differs, and those that only one has', () => {
    const one = fingerprint({ via: 'node-port', runner: 'linux', images: 'app:1' });
    const other = fingerprint({ via: 'cluster-ip', images: 'app:2' });
    expect(differencesOf(one, other)).toEqual([
      { part: 'via', baseline: 'node-port', candidate: 'cluster-ip' },
      { part: 'runner', baseline: 'linux', candidate: 'none' },
    ]);
  });

  it('that differ in nothing that is known are different all the same', () => {
    expect(differencesOf({ hash: 'a', parts: {} }, { hash: 'b', parts: {} })).toEqual([
      { part: 'fingerprint', baseline: 'a', candidate: 'b' },
    ]);
  });
});

it('an image’s size is known where every image of a start tells it', () => {
  const [pull] = makeIteration().imagePulls;
  if (pull === undefined) throw new Error('no pull');
  const unknown = makeIteration({ imagePulls: [pull, { ...pull, bytes: null }] });
  const sizeOf = (...iterations: ReturnType<typeof makeIteration>[]) =>
    compare(slower(1), makeResult({ scenarios: [{ iterations }] })).scenarios[0]?.comparison?.baseline
      .imageBytes;
  expect(sizeOf(makeIteration({ imagePulls: [pull, pull] }))).toBe(76_000_000);
  expect(sizeOf(makeIteration(), unknown)).toBe(38_000_000);
  expect(sizeOf(unknown, makeIteration({ imagePulls: [] }))).toBeNull();
});
