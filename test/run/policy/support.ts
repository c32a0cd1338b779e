import type { PolicyResult } from '../../../src/core/result.ts';
import type { RunEvent } from '../../../src/core/ports.ts';
import { runPlan, type RunEnd } from '../../../src/run/run-plan.ts';
import { planOfPolicy, type GivenPolicy } from '../../powerfulseal/support.ts';
import { FakeClock, FakeSpace, type Script } from '../fake-space.ts';
import { FakeCluster } from './fake-cluster.ts';

export interface PolicyEnd extends RunEnd {
  policy: PolicyResult;
  events: RunEvent[];
  clock: FakeClock;
}

export interface PolicyOptions extends GivenPolicy {
  signal?: AbortSignal;
  script?: Script;
}

/** Runs a policy to its end, against a fake cluster and a fake clock. */
export async function runPolicyText(
  text: string,
  cluster: FakeCluster,
  { signal, script, ...given }: PolicyOptions = {},
): Promise<PolicyEnd> {
  const clock = new FakeClock();
  const events: RunEvent[] = [];
  const space = new FakeSpace(clock, script ?? (() => ({ answerMs: 500 })));
  space.steps = cluster;
  const plan = planOfPolicy(text, { ...given, settings: { seed: 7, ...given.settings } });
  const end = await runPlan(plan, {
    clock,
    space,
    imageCache: null,
    report: (event) => events.push(event),
    onResult: () => Promise.resolve(),
    identity: {
      toolVersion: '0.0.0',
      runId: 'run',
      startedAt: '2026-01-01T00:00:00.000000Z',
      now: () => '2026-01-01T00:01:00.000000Z',
      fingerprint: () => ({ hash: 'h', parts: {} }),
    },
    signal: signal ?? new AbortController().signal,
    cleanupSignal: new AbortController().signal,
  });
  if (end.result.policy === null) throw new Error('a result without its policy');
  return { ...end, policy: end.result.policy, events, clock };
}
