import { describe, expect, it } from 'vitest';
import { PodStartSloError } from '../../src/core/errors.ts';
import { resultSchema } from '../../src/core/result.ts';
import { objective, run, scenario } from './fake-run.ts';
import type { Script } from './fake-space.ts';
import { runningContainer } from './running-pod.ts';

describe('a run', () => {
  it('makes as many judged iterations as were asked for, after the warm-up', async () => {
    const { result, failure, space } = await run(() => ({ answerMs: 1500 }), [scenario()]);
    expect(failure).toBeNull();
    expect(result.verdict).toBe('met');
    expect(result.scenarios[0]?.summary).toMatchObject({ count: 10, p95Ms: 1500, timedOut: 0 });
    expect(result.scenarios[0]?.iterations.map(({ warmup }) => warmup)).toEqual([
      true,
      ...Array<boolean>(10).fill(false),
    ]);
    expect(space).toMatchObject({ opened: 11, closedIterations: 11, closed: 1 });
  });

  it('gives a result that satisfies the schema after every iteration and at the end', async () => {
    const { partial, result } = await run(() => ({ answerMs: 1500 }), [scenario()]);
    expect(partial).toHaveLength(12);
    for (const each of partial) expect(resultSchema.safeParse(each).error).toBeUndefined();
    expect(
      partial.slice(0, -1).every(({ complete, verdict }) => !complete && verdict === 'inconclusive'),
    ).toBe(true);
    expect(partial.at(-1)).toEqual(result);
  });

  it('spreads its starts over the second, the same for the same seed', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(() => run(() => ({ answerMs: 1500 }), [scenario()])),
    );
    const offsets =
      first?.result.scenarios[0]?.iterations.map(({ startOffsetMs }) => startOffsetMs ?? -1) ?? [];
    expect(new Set(offsets).size).toBe(11);
    expect(Math.max(...offsets) - Math.min(...offsets)).toBeGreaterThan(500);
    expect(second?.result.scenarios[0]?.iterations.map(({ startOffsetMs }) => startOffsetMs)).toEqual(
      offsets,
    );
  });

  it('confirms a breach before it calls the objective violated', async () => {
    const { result, events } = await run((index) => ({ answerMs: index === 5 ? 2500 : 1500 }), [scenario()]);
    expect(events.filter(({ kind }) => kind === 'confirming').length).toBeGreaterThan(0);
    expect(result.scenarios[0]?.summary.count).toBeGreaterThan(10);
    expect(result.verdict).toBe('met');
  });

  it('stops as soon as it is certainly violated', async () => {
    const { result, space } = await run(() => 'silent', [scenario()]);
    expect(result.verdict).toBe('violated');
    expect(result.scenarios[0]).toMatchObject({ stoppedBecause: 'settled', summary: { p95Ms: null } });
    expect(space.opened).toBeLessThan(11);
  });

  it('counts a start that the cluster refuses as slower than every limit', async () => {
    const { result } = await run(() => 'rejected', [scenario()]);
    expect(result.scenarios[0]?.iterations[1]).toMatchObject({
      outcome: 'failed',
      reason: 'Forbidden',
      totalMs: null,
    });
    expect(result.verdict).toBe('violated');
  });

  it('takes no answer that comes after the timeout, while the cluster is looked at once more', async () => {
    const late = scenario({ iterations: 2, warmup: 0, timeoutMs: 4000 });
    const { result } = await run((index) => ({ answerMs: index === 1 ? 3900 : 4100 }), [late]);
    const iterations = result.scenarios[0]?.iterations.map(({ outcome, totalMs }) => ({ outcome, totalMs }));
    expect(iterations).toEqual([
      { outcome: 'answered', totalMs: 3900 },
      { outcome: 'timed-out', totalMs: null },
    ]);
  });

  it('reports a restart that shows only in the last status of the pod, and no time of the application then', async () => {
    const lastExit = { exitCode: 1, reason: 'Error' };
    const containers = [{ ...runningContainer, restartCount: 1, lastExit }];
    const crashed = { answerMs: 1500, lastStatus: { conditions: {}, containers } };
    const { result } = await run((index) => (index === 2 ? crashed : { answerMs: 1500 }), [scenario()]);
    const [, first, second] = result.scenarios[0]?.iterations ?? [];
    expect(first).toMatchObject({
      outcome: 'answered',
      totalMs: 1500,
      readyMs: 1500,
      phases: { applicationMs: null, readinessMs: null },
      applicationAtMostMs: null,
      restarts: [{ pod: 'app', container: 'app', count: 1, exitCodes: [1], reason: 'Error', costMs: null }],
    });
    expect(second?.restarts).toBeUndefined();
  });

  it('judges what there is when its time is up, as inconclusive where that is not enough', async () => {
    const { result, failure } = await run(() => ({ answerMs: 1500 }), [scenario()], {
      maxDurationMs: 10_000,
    });
    expect(failure).toBeNull();
    expect(result.scenarios[0]?.stoppedBecause).toBe('max-duration');
    expect(result.verdict).toBe('inconclusive');
  });

  it('goes through every scenario and has the worst verdict', async () => {
    const slow = scenario({ name: 'slow', objectives: [objective('p95 <= 1s')], maxIterations: 10 });
    const { result } = await run(() => ({ answerMs: 1500 }), [scenario(), slow]);
    expect(result.scenarios.map(({ verdict }) => verdict)).toEqual(['met', 'violated']);
    expect(result.verdict).toBe('violated');
  });
});

describe('a run that breaks off', () => {
  it('keeps what it measured and cleans up when the cluster fails', async () => {
    const script: Script = (index) =>
      index < 4 ? { answerMs: 1500 } : new PodStartSloError('cluster', 'the API server is gone');
    const { result, failure, space } = await run(script, [scenario()]);
    expect(failure).toMatchObject({ code: 'cluster', message: 'the API server is gone' });
    expect(result).toMatchObject({
      complete: false,
      error: 'the API server is gone',
      verdict: 'inconclusive',
    });
    expect(result.scenarios[0]).toMatchObject({ stoppedBecause: 'error', summary: { count: 2 } });
    expect(space.closed).toBe(1);
  });

  it('keeps what it measured and cleans up when it is interrupted', async () => {
    const controller = new AbortController();
    const interrupted = new PodStartSloError('interrupted', 'interrupted by SIGINT', { signal: 'SIGINT' });
    const script: Script = (index) => {
      if (index === 4) controller.abort(interrupted);
      return { answerMs: 1500 };
    };
    const { result, failure, space } = await run(script, [scenario()], { signal: controller.signal });
    expect(failure).toBe(interrupted);
    expect(result.scenarios[0]).toMatchObject({ stoppedBecause: 'interrupted', summary: { count: 2 } });
    expect(space).toMatchObject({ opened: 4, closedIterations: 4, closed: 1 });
  });
});
