import { parseObjective, type Objective } from '../../src/core/objective.ts';
import type { Scenario } from '../../src/core/plan.ts';
import type { RunEvent } from '../../src/core/ports.ts';
import type { Result, Via } from '../../src/core/result.ts';
import { runPlan, type RunEnd } from '../../src/run/run-plan.ts';
import { FakeClock, FakeSpace, type Script } from './fake-space.ts';
import { imageWorkload, makePlan } from '../make-plan.ts';

export function objective(text: string): Objective {
  const parsed = parseObjective(text);
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed;
}

/** Ten iterations over a node port, at most thirty, with p95 <= 2s, unless told otherwise. */
export function scenario(overrides: Partial<Scenario> = {}): Scenario {
  return {
    name: 'app',
    experiment: 'pod-start',
    burst: 1,
    healing: null,
    scaling: null,
    workload: imageWorkload('app:1'),
    imagePullPolicy: null,
    imageCache: 'keep',
    podLogs: false,
    keepGoing: false,
    volumeClaims: 'delete',
    condition: null,
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
    baseline: null,
    ...overrides,
  };
}

export interface Outcome extends RunEnd {
  space: FakeSpace;
  partial: Result[];
  events: RunEvent[];
}

export interface Overrides {
  maxDurationMs?: number;
  signal?: AbortSignal;
  fingerprint?: Result['fingerprint'];
  viaOf?: (scenario: Scenario) => Via;
}

/** Runs a plan of the scenarios in the fake space, to its end. */
export async function run(
  script: Script,
  scenarios: Scenario[],
  overrides: Overrides = {},
): Promise<Outcome> {
  const clock = new FakeClock();
  const space = new FakeSpace(clock, script);
  if (overrides.viaOf !== undefined) space.viaOf = overrides.viaOf;
  const partial: Result[] = [];
  const events: RunEvent[] = [];
  const plan = makePlan(scenarios, { maxDurationMs: overrides.maxDurationMs ?? null });
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
      fingerprint: () => overrides.fingerprint ?? { hash: 'h', parts: {} },
    },
    signal: overrides.signal ?? new AbortController().signal,
    cleanupSignal: new AbortController().signal,
  });
  return { ...end, space, partial, events };
}
