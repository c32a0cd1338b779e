import type { OfExperiment } from '../../../src/core/experiments/experiment.ts';
import type { Observation } from '../../../src/core/observation.ts';
import { accepted, kubeletEvent, pod, probe, ready, requested, startMs } from './observations.ts';

/** An experiment with many pods, and what it is begun with. */
export interface ManyPods extends OfExperiment {
  experiment: 'pod-start' | 'healing' | 'scaling';
  expectedPods: number;
  /** What is observed of it; the last pod is never Ready, so that it goes on to its end. */
  observations: readonly Observation[];
}

const uidsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `pod-${index + 1}`);

/** What a watch and the probes bring of pods that start together: every pod is told of once before the next step. */
function starting(count: number): Observation[] {
  const uids = uidsOf(count);
  const last = uids.at(-1);
  const on = { nodeName: 'node-1' };
  return [
    ...uids.map((uid) => pod(10, { uid, name: uid })),
    ...uids.map((uid) => pod(20, { uid, name: uid, ...on })),
    ...uids.map((uid) => kubeletEvent(30, 'Started', 30, { aboutUid: uid })),
    ...uids.map((uid) => probe(40, false, { target: 'pod', podUid: uid })),
    ...uids.filter((uid) => uid !== last).map((uid) => ready(50, { uid, name: uid, podIP: '10.0.0.1' })),
    ...uids.map((uid) => probe(60, true, { target: 'pod', podUid: uid })),
    ...uids.map(() => probe(70, false)),
  ];
}

/** A pod of many is killed, and the others are told of again, as a watch that was cut tells of them. */
function healing(count: number): Observation[] {
  const uids = uidsOf(count);
  const victim = { uid: 'pod-1', pod: 'pod-1', container: null, nodeName: 'node-1', ageMs: 3000 };
  return [
    ...uids.map((uid) => ready(-500, { uid, name: uid })),
    { kind: 'kill-requested', atMs: startMs, unixUs: 0, victim, asksPods: true },
    pod(10, { uid: 'new', name: 'new' }),
    ...uids.map((uid) => ready(20, { uid, name: uid })),
    ...uids.map((uid) => probe(30, true, { target: 'pod', podUid: uid })),
    ...uids.map(() => probe(40, true)),
  ];
}

export const manyPods: Readonly<Record<string, (count: number) => ManyPods>> = {
  'a start': (count) => ({
    experiment: 'pod-start',
    burst: 1,
    expectedPods: count,
    observations: [requested, accepted, ...starting(count)],
  }),
  'a burst': (count) => ({
    experiment: 'pod-start',
    burst: count,
    expectedPods: count,
    observations: [requested, accepted, ...starting(count)],
  }),
  scaling: (count) => ({
    experiment: 'scaling',
    burst: 1,
    expectedPods: 1,
    observations: [
      { kind: 'scale-requested', atMs: startMs, unixUs: 0, from: 0, to: count },
      { kind: 'scale-accepted', atMs: startMs + 5 },
      ...starting(count),
    ],
  }),
  healing: (count) => ({
    experiment: 'healing',
    burst: 1,
    expectedPods: count,
    observations: healing(count),
  }),
};
