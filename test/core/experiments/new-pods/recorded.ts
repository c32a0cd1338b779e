import { experimentOf } from '../../../../src/core/experiments/registry.ts';
import type { RecordContext } from '../../../../src/core/experiments/record/context.ts';
import type { Observation, PodFacts, ProbeObservation } from '../../../../src/core/observation.ts';
import type { FleetRecord, IterationResult } from '../../../../src/core/result.ts';
import { condition, pod, probe, ready, startMs } from '../observations.ts';

export const context: RecordContext = {
  index: 1,
  round: 1,
  warmup: false,
  startOffsetMs: 100,
  startWaitMs: 10,
  timeoutMs: 60_000,
  wasCached: () => true,
  throughService: true,
  probeIntervalMs: 20,
};

export interface Experiment {
  experiment?: 'pod-start' | 'scaling';
  /** Pods of a burst. */
  burst?: number;
  askPod?: boolean;
}

/** The record of an iteration of which this was observed, and then no more until its timeout. */
export function recordFleet(
  observations: readonly Observation[],
  { experiment = 'scaling', burst = 1, askPod = true }: Experiment = {},
  overrides: Partial<RecordContext> = {},
): IterationResult & { fleet: FleetRecord } {
  const scenario = { experiment, burst, healing: null, probe: { askPod } };
  const folding = experimentOf(scenario).begin(scenario, { expectedPods: burst });
  for (const seen of observations) folding.see(seen);
  folding.expire();
  const { fleet, ...result } = folding.record(observations, { ...context, ...overrides });
  if (fleet === undefined) throw new Error('no fleet was recorded');
  return { ...result, fleet };
}

export function scaled(from: number, to: number): Observation[] {
  return [
    { kind: 'scale-requested', atMs: startMs, unixUs: 1_700_000_000_123_456, from, to },
    { kind: 'scale-accepted', atMs: startMs + 5 },
  ];
}

function named(uid: string): Partial<PodFacts> {
  return { uid, name: uid };
}

export function added(uid: string, afterMs: number, facts: Partial<PodFacts> = {}): Observation {
  return pod(afterMs, { ...named(uid), ...facts });
}

export function nowReady(uid: string, afterMs: number, facts: Partial<PodFacts> = {}): Observation {
  return ready(afterMs, { ...named(uid), ...facts });
}

export function notReady(uid: string, afterMs: number): Observation {
  return ready(afterMs, { ...named(uid), conditions: { Ready: condition(false) } });
}

export function asked(uid: string, afterMs: number, matched: boolean): ProbeObservation {
  return probe(afterMs, matched, { target: 'pod', podUid: uid });
}

/** One pod stands; three more come, the last of them Ready after 900 ms and answering after 1200. */
export const usual: readonly Observation[] = [
  nowReady('old', -500),
  ...scaled(1, 4),
  added('a', 20),
  added('b', 22),
  added('c', 25),
  asked('a', 380, false),
  asked('a', 400, true),
  nowReady('a', 600),
  nowReady('b', 700),
  asked('b', 710, true),
  nowReady('c', 900),
  asked('c', 905, false),
  asked('c', 1150, false),
  asked('c', 1200, true),
];
