import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distributionOf, phaseDistributions, readyDistribution, summarize } from '../../src/core/summary.ts';
import {
  anyIteration,
  failed,
  invalid,
  iteration,
  noPhases,
  timedOut,
  times,
  warmup,
  within,
} from './judging-fixtures.ts';

describe('the summary', () => {
  it('of no iterations is all nulls, not zeros', () => {
    expect(summarize([])).toEqual({
      count: 0,
      timedOut: 0,
      failed: 0,
      invalid: 0,
      minMs: null,
      meanMs: null,
      p50Ms: null,
      p90Ms: null,
      p95Ms: null,
      p99Ms: null,
      maxMs: null,
      stddevMs: null,
    });
  });

  it('counts each ending and leaves warm-ups out of everything', () => {
    const summary = summarize([warmup, within, timedOut, failed, invalid, { ...timedOut, warmup: true }]);
    expect(summary).toMatchObject({ count: 3, timedOut: 1, failed: 1, invalid: 1, meanMs: 1000 });
  });

  it('of 20 with one timeout has a finite p95 and no maximum', () => {
    const summary = summarize([timedOut, ...times(19, within)]);
    expect(summary).toMatchObject({ count: 20, p95Ms: 1000, p99Ms: null, maxMs: null });
  });

  it('of 20 with two timeouts has no p95', () => {
    expect(summarize([timedOut, failed, ...times(18, within)])).toMatchObject({ p90Ms: 1000, p95Ms: null });
  });

  it('has the least, mean and sample standard deviation of the answered alone', () => {
    const answered = [1000, 2000, 3000].map((totalMs) => iteration({ totalMs }));
    expect(summarize([...answered, timedOut])).toMatchObject({ minMs: 1000, meanMs: 2000, stddevMs: 1000 });
  });

  it('has no standard deviation of a single iteration', () => {
    expect(summarize([within])).toMatchObject({ meanMs: 1000, stddevMs: null });
  });

  it('has quantiles in ascending order, infinity last', () => {
    fc.assert(
      fc.property(fc.array(anyIteration, { minLength: 1 }), (iterations) => {
        const { count, p50Ms, p90Ms, p95Ms, p99Ms, maxMs } = summarize(iterations);
        fc.pre(count > 0);
        const quantiles = [p50Ms, p90Ms, p95Ms, p99Ms, maxMs].map((value) => value ?? Infinity);
        expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('a distribution', () => {
  it('leaves unknown values out and does not count them', () => {
    expect(distributionOf(['unknown', 10, 20, 'unknown'])).toMatchObject({ count: 2, meanMs: 15, maxMs: 20 });
  });

  it('of nothing but timeouts counts them and has no numbers', () => {
    expect(distributionOf([Infinity, Infinity])).toMatchObject({ count: 2, p50Ms: null, meanMs: null });
  });

  it('of ready counts a pod that was never Ready as infinite, and drops what a watch gap hid', () => {
    const never = iteration({ readyMs: null });
    const hidden = iteration({ readyMs: null, watchGaps: 1 });
    expect(readyDistribution([within, never, hidden])).toMatchObject({ count: 2, p50Ms: 2000, maxMs: null });
  });
});

describe('the distributions of phases', () => {
  it('hold those that are known at least once, by their names', () => {
    const pulled = iteration({ phases: { ...noPhases, imagePullMs: 800 } });
    expect(phaseDistributions([pulled, within, timedOut])).toEqual({
      'image-pull': distributionOf([800, Infinity]),
    });
  });

  it('take nothing from warm-ups and invalid iterations', () => {
    const phases = { ...noPhases, imagePullMs: 800 };
    expect(
      phaseDistributions([
        { ...warmup, phases },
        { ...invalid, phases },
      ]),
    ).toEqual({});
  });
});
