import { describe, expect, it } from 'vitest';
import { PodStartSloError } from '../../src/core/errors.ts';
import { parseObjective, type Objective } from '../../src/core/objective.ts';
import type { Plan, Scenario } from '../../src/core/plan.ts';
import type { RunEvent } from '../../src/core/ports.ts';
import { resultSchema, type Result } from '../../src/core/result.ts';
import { runPlan, type RunEnd } from '../../src/run/run-plan.ts';
import { FakeClock, FakeSpace, type Script } from './fake-space.ts';

function objective(text: string): Objective {
  const parsed = parseObjective(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
}

function scenario(overrides: Partial<Scenario> = {}): Scenario {
  return {
    name: 'app',
    experiment: 'pod-start',
    workload: { kind: 'image', image: 'app:1', port: 80, env: {}, command: [], args: [], restricted: false },
    imagePullPolicy: null,
    imageCache: 'keep',
    probe: {
      scheme: 'http',
      path: '/',
      status: 200,
      via: 'node-port',
      intervalMs: 20,
      service: null,
      port: null,
      addressTimeoutMs: 5000,
      askPod: true,
    },
    iterations: 10,
    maxIterations: 30,
    warmup: 1,
    timeoutMs: 60_000,
    gracePeriodSeconds: 1,
    rule: 'observed',
    objectives: [objective('p95 <= 2s')],
    ...overrides,
  };
}

interface Outcome extends RunEnd {
  space: FakeSpace;
  partial: Result[];
  events: RunEvent[];
}

async function run(
  script: Script,
  scenarios: Scenario[],
  overrides: { maxDurationMs?: number; signal?: AbortSignal } = {},
): Promise<Outcome> {
  const clock = new FakeClock();
  const space = new FakeSpace(clock, script);
  const partial: Result[] = [];
  const events: RunEvent[] = [];
  const plan: Plan = {
    scenarios,
    namespace: null,
    seed: 7,
    maxDurationMs: overrides.maxDurationMs ?? null,
    setupManifests: [],
    allowClusterScoped: false,
  };
  const end = await runPlan(plan, {
    clock,
    space,
    imageCache: null,
    report: (event) => events.push(event),
    onResult: (result) => {
      partial.push(structuredClone(result));
      return Promise.resolve();
    },
    identity: {
      toolVersion: '0.0.0',
      runId: 'run',
      startedAt: '2026-01-01T00:00:00.000000Z',
      now: () => '2026-01-01T00:01:00.000000Z',
      fingerprint: () => ({ hash: 'h', parts: {} }),
    },
    signal: overrides.signal ?? new AbortController().signal,
    cleanupSignal: new AbortController().signal,
  });
  return { ...end, space, partial, events };
}

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
