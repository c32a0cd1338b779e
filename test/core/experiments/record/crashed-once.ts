import { recordPodStart } from '../../../../src/core/experiments/pod-start/record.ts';
import type { ContainerFacts, Observation } from '../../../../src/core/observation.ts';
import type { IterationResult } from '../../../../src/core/result.ts';
import { accepted, condition, container, kubeletEvent, pod, probe, requested } from '../observations.ts';
import { expired, fold } from '../recorded.ts';

export const error = { exitCode: 1, reason: 'Error' };

export function app(afterMs: number, facts: Partial<ContainerFacts>): Observation {
  const conditions = facts.state === 'running' ? { Ready: condition(true) } : {};
  return pod(afterMs, {
    phase: 'Running',
    nodeName: 'node-1',
    podIP: '10.0.0.1',
    conditions,
    containers: [container({ reason: null, ...facts })],
  });
}

/** It runs for 2 s, ends with 1, and its second run stays. */
export const crashedOnce: readonly Observation[] = [
  requested,
  accepted,
  app(10, {}),
  kubeletEvent(500, 'Pulled', 480),
  kubeletEvent(600, 'Started', 590),
  app(700, { state: 'running' }),
  app(2650, { state: 'terminated', ...error }),
  kubeletEvent(2900, 'Started', 590, { count: 2 }),
  app(3000, { state: 'running', restartCount: 1, lastExit: error }),
  probe(3100, true, { target: 'pod', podUid: 'pod-1' }),
  probe(3200, true),
];

export function record(observations: readonly Observation[]): IterationResult {
  return recordPodStart(expired(fold(observations)), observations, {
    index: 1,
    round: 1,
    warmup: false,
    startOffsetMs: 0,
    startWaitMs: 0,
    timeoutMs: 60_000,
    wasCached: () => true,
    throughService: true,
    probeIntervalMs: 20,
  });
}
