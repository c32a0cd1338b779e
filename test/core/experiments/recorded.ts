import { expire, observe } from '../../../src/core/experiments/fold/observe.ts';
import { podStartGoal } from '../../../src/core/experiments/pod-start/goal.ts';
import { recordPodStart } from '../../../src/core/experiments/pod-start/record.ts';
import { newPodStart, type PodStartState } from '../../../src/core/experiments/pod-start/state.ts';
import type { RecordContext } from '../../../src/core/experiments/record/context.ts';
import type { Observation } from '../../../src/core/observation.ts';
import type { IterationResult } from '../../../src/core/result.ts';
import {
  accepted,
  allCreated,
  endpoint,
  kubeletEvent,
  pod,
  probe,
  probing,
  ready,
  requested,
} from './observations.ts';

export const recordContext: RecordContext = {
  index: 2,
  round: 2,
  warmup: false,
  startOffsetMs: 417,
  startWaitMs: 300,
  timeoutMs: 60_000,
  wasCached: () => true,
  throughService: true,
  probeIntervalMs: 20,
};

/** What a start comes to of which this was observed. */
export function fold(observations: readonly Observation[], expectedPods = 1): PodStartState {
  const state = newPodStart({ expectedPods });
  for (const seen of observations) observe(podStartGoal, state, seen);
  return state;
}

/** The same, and no more until its timeout. */
export function expired(state: PodStartState): PodStartState {
  expire(podStartGoal, state);
  return state;
}

/** The record of an iteration of which this was observed, and then no more until its timeout. */
export function record(
  observations: readonly Observation[],
  { expectedPods = 1, ...overrides }: Partial<RecordContext> & { expectedPods?: number } = {},
): IterationResult {
  return recordPodStart(expired(fold(observations, expectedPods)), observations, {
    ...recordContext,
    ...overrides,
  });
}

/** A start as the kubelet and the watch tell it; told to the millisecond. */
export const usual: readonly Observation[] = [
  requested,
  accepted,
  allCreated,
  probing,
  pod(8),
  pod(20, { nodeName: 'node-1' }),
  kubeletEvent(300, 'Pulling', 290),
  kubeletEvent(700, 'Pulled', 690, {
    message: 'Successfully pulled image "app:1" in 250ms (400ms including waiting). Image size: 1234 bytes.',
  }),
  kubeletEvent(720, 'Created', 710),
  kubeletEvent(800, 'Started', 790),
  probe(900, false, { target: 'pod', podUid: 'pod-1' }),
  probe(1000, true, { target: 'pod', podUid: 'pod-1' }),
  ready(1200),
  endpoint(1210),
  probe(1480, false),
  probe(1500, true),
];
