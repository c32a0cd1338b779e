import { describe, expect, it } from 'vitest';
import { PodStartSloError } from '../../src/core/errors.ts';
import type { Scenario } from '../../src/core/plan.ts';
import { resultSchema, type Comparison, type Result } from '../../src/core/result.ts';
import { objective, run, scenario } from './fake-run.ts';
import type { Script } from './fake-space.ts';

/** 20 pairs at first and 40 at most, without objectives, unless told otherwise. */
function duet(facts: Partial<Scenario> = {}): Scenario {
  const candidate = scenario({ objectives: [], iterations: 20, maxIterations: 40, ...facts });
  const other = { ...candidate, name: 'app (baseline)', objectives: [], baseline: null };
  const workload = { ...candidate.workload, image: 'app:0' } as Scenario['workload'];
  return {
    ...candidate,
    baseline: {
      kind: 'duet',
      label: 'app:0',
      maxRegression: 0.1,
      scenario: { ...other, workload },
    },
  };
}

/** Answers after so many ms, with a little to and fro from start to start. */
function answering(baselineMs: number, candidateMs: number): Script {
  return (index, { name }) => ({
    answerMs: (name === 'app' ? candidateMs : baselineMs) * (1 + 0.02 * ((index * 7 + name.length) % 5)),
  });
}

function comparisonOf(result: Result): Comparison {
  const comparison = result.scenarios[0]?.comparison;
  if (comparison == null) throw new Error('no comparison');
  return comparison;
}

describe('a duet', () => {
  it('starts both by turns, the one that begins changing from pair to pair', async () => {
    const { space } = await run(answering(1500, 1500), [duet()]);
    const turns = space.starts.map(({ name }) => (name === 'app' ? 'C' : 'B')).join('');
    expect(turns).toBe('BCCB'.repeat(10) + 'BC');
  });

  it('starts both of a pair at the same place in the second, and each pair at another', async () => {
    const { space, result } = await run(answering(1500, 1500), [duet()]);
    const places = space.starts.map(({ atMs }) => Math.round(atMs % 1000));
    const pairs = Array.from({ length: 21 }, (_, pair) => places.slice(2 * pair, 2 * pair + 2));
    for (const [one, other] of pairs) expect(one).toBe(other);
    expect(new Set(pairs.map(([one]) => one)).size).toBeGreaterThan(18);
    const [candidate, baseline] = result.scenarios.map(({ iterations }) =>
      iterations.map(({ startOffsetMs }) => startOffsetMs),
    );
    expect(candidate).toEqual(baseline);
  });

  it('has both scenarios in its result, the baseline without objectives and verdict', async () => {
    const { result } = await run(answering(1500, 1520), [duet({ objectives: [objective('p95 <= 2s')] })]);
    expect(result.scenarios).toMatchObject([
      { name: 'app', verdict: 'met', image: 'app:1', summary: { count: 20 } },
      { name: 'app (baseline)', verdict: null, image: 'app:0', objectives: [], comparison: null },
    ]);
    expect(result.scenarios[0]?.objectives).toMatchObject([{ verdict: 'met', evidence: { n: 20 } }]);
    expect(comparisonOf(result)).toMatchObject({
      kind: 'duet',
      verdict: 'no-regression-shown',
      maxRegression: 0.1,
      baseline: { label: 'app:0', scenario: 'app (baseline)', summary: { count: 20 } },
      ratio: { pairs: 20, confidence: 0.95 },
    });
    expect(result.verdict).toBe('met');
  });

  it('is violated by a regression, without any objective', async () => {
    const { result } = await run(answering(1500, 2000), [duet()]);
    expect(result).toMatchObject({ verdict: 'violated', complete: true });
    expect(result.scenarios[0]).toMatchObject({ verdict: 'violated', stoppedBecause: 'complete' });
    const { ratio, verdict } = comparisonOf(result);
    expect(verdict).toBe('regression');
    expect(ratio?.estimate).toBeCloseTo(4 / 3, 1);
    expect(ratio?.interval[0]).toBeGreaterThan(1.1);
  });

  it('ends as soon as it is certain that the candidate never answers', async () => {
    const { result, space } = await run(
      (_, { name }) => (name === 'app' ? 'silent' : { answerMs: 1500 }),
      [duet()],
    );
    expect(comparisonOf(result)).toMatchObject({ verdict: 'regression', ratio: null });
    expect(comparisonOf(result).reason).toContain('only the candidate never answered in 8 pairs');
    expect(space.opened).toBe(2 + 16);
  });

  it('goes on where the pairs do not tell yet, and says what it has so far', async () => {
    // From 15% faster to 35% slower: whether it is over 10% is open with 20 pairs.
    const script: Script = (index, { name }) => ({
      answerMs: name === 'app' ? 1500 * (0.85 + 0.1 * (index % 6)) : 1500,
    });
    const { result, events } = await run(script, [duet()]);
    const more = events.filter((event) => event.kind === 'confirming');
    expect(more.length).toBeGreaterThan(0);
    expect(more[0]).toMatchObject({ moreIterations: 10, comparison: { ratio: { pairs: 20 } } });
    expect(result.scenarios[0]?.summary.count).toBeGreaterThan(20);
  });

  it('repeats a pair with an invalid side as a pair, and counts neither', async () => {
    const disturbed = (index: number, name: string) =>
      (index === 5 && name === 'app') || (index === 9 && name === 'app (baseline)');
    const script: Script = (index, each) =>
      disturbed(index, each.name) ? 'disturbed' : answering(1500, 1500)(index, each);
    const objectives = [objective('p95 <= 2s')];
    const { result, space } = await run(script, [duet({ objectives })]);
    expect(space.opened).toBe(2 * (1 + 20 + 2));
    expect(comparisonOf(result).ratio?.pairs).toBe(20);
    expect(result.scenarios.map(({ summary }) => summary)).toMatchObject([
      { count: 21, invalid: 1 },
      { count: 21, invalid: 1 },
    ]);
    expect(result.scenarios[0]).toMatchObject({ verdict: 'met', stoppedBecause: 'complete' });
  });

  it('gives up where too many pairs are invalid', async () => {
    const script: Script = (index, { name }) =>
      name !== 'app' && index % 3 === 0 ? 'disturbed' : { answerMs: 1500 };
    const { result } = await run(script, [duet()]);
    expect(result.scenarios[0]).toMatchObject({
      verdict: 'inconclusive',
      stoppedBecause: 'too-many-invalid',
    });
    expect(comparisonOf(result).reason).toContain('too many pairs were invalid');
  });

  it('stops at once where an objective of the candidate is certainly violated', async () => {
    const objectives = [objective('max <= 2s')];
    const { result } = await run(answering(2500, 2500), [duet({ objectives })]);
    expect(result.scenarios.map(({ summary }) => summary.count)).toEqual([1, 1]);
    expect(result.scenarios[0]).toMatchObject({
      verdict: 'violated',
      comparison: { verdict: 'inconclusive' },
    });
  });

  it('tells which side each start is of', async () => {
    const { events } = await run(answering(1500, 1500), [duet()]);
    const sides = events.flatMap((event) => (event.kind === 'iteration-ended' ? event.side : []));
    expect(sides.slice(0, 4)).toEqual(['baseline', 'candidate', 'candidate', 'baseline']);
    expect(events.filter(({ kind }) => kind === 'measuring')).toHaveLength(1);
  });

  it('has a result that satisfies the schema after every start', async () => {
    const { partial } = await run(answering(1500, 1500), [duet()]);
    expect(partial).toHaveLength(43);
    for (const each of partial) expect(resultSchema.safeParse(each).error).toBeUndefined();
  });
});

describe('a duet that is cut short', () => {
  it('is inconclusive before its first look', async () => {
    const { result, failure } = await run(answering(1500, 1500), [duet()], { maxDurationMs: 30_000 });
    expect(failure).toBeNull();
    expect(result.scenarios.map(({ stoppedBecause }) => stoppedBecause)).toEqual(
      Array(2).fill('max-duration'),
    );
    expect(result.verdict).toBe('inconclusive');
    expect(comparisonOf(result).reason).toMatch(/^stopped at \d+ of 20 pairs$/);
  });

  it('still calls a regression one that is plain by then', async () => {
    const { result } = await run(answering(1500, 4500), [duet()], { maxDurationMs: 100_000 });
    expect(result.scenarios[0]?.summary.count).toBeLessThan(20);
    expect(result.scenarios[0]).toMatchObject({ verdict: 'violated', stoppedBecause: 'max-duration' });
  });

  it('keeps what it measured when it is interrupted', async () => {
    const controller = new AbortController();
    const interrupted = new PodStartSloError('interrupted', 'interrupted by SIGINT', { signal: 'SIGINT' });
    const script: Script = (index, { name }) => {
      if (index === 4 && name === 'app') controller.abort(interrupted);
      return { answerMs: 1500 };
    };
    const { result, failure, space } = await run(script, [duet()], { signal: controller.signal });
    expect(failure).toBe(interrupted);
    expect(result).toMatchObject({ complete: false, verdict: 'inconclusive' });
    expect(result.scenarios.map(({ stoppedBecause }) => stoppedBecause)).toEqual(
      Array(2).fill('interrupted'),
    );
    expect(space.closedIterations).toBe(space.opened);
    expect(space.closed).toBe(1);
  });

  it('has no verdict where the two are asked over different paths', async () => {
    const { failure } = await run(answering(1500, 1500), [duet()], {
      viaOf: ({ name }) => (name === 'app' ? 'node-port' : 'cluster-ip'),
    });
    expect(failure?.message).toContain('baseline is probed over cluster-ip and the candidate over node-port');
  });
});
