import type { Stall } from '../../../src/core/experiments/record/stalls.ts';
import type {
  ContainerFacts,
  EventFacts,
  Observation,
  PodFacts,
  PodObservation,
  ProbeObservation,
  Seen,
} from '../../../src/core/observation.ts';

/** The monotonic clock's value at the first create request in these tests: latencies are relative to it. */
export const startMs = 5000;

export const requested: Observation = {
  kind: 'create-requested',
  atMs: startMs,
  unixUs: 1_700_000_000_123_456,
};
export const accepted: Observation = { kind: 'create-accepted', atMs: startMs + 6 };
export const allCreated: Observation = { kind: 'all-created', atMs: startMs + 7 };
export const probing: Observation = { kind: 'probing', atMs: startMs + 7 };

export function container(overrides: Partial<ContainerFacts> = {}): ContainerFacts {
  return {
    name: 'app',
    image: 'app:1',
    init: false,
    ready: false,
    state: 'waiting',
    reason: 'ContainerCreating',
    message: null,
    exitCode: null,
    lastExit: null,
    restartCount: 0,
    ...overrides,
  };
}

export function podFacts(overrides: Partial<PodFacts> = {}): PodFacts {
  return {
    uid: 'pod-1',
    name: 'app',
    phase: 'Pending',
    reason: null,
    message: null,
    nodeName: null,
    podIP: null,
    restartPolicy: 'Always',
    deleting: false,
    isReplaced: false,
    conditions: {},
    containers: [container()],
    ...overrides,
  };
}

export function pod(
  afterMs: number,
  overrides: Partial<PodFacts> = {},
  seen: PodObservation['seen'] = { by: 'watch' },
): PodObservation {
  return { kind: 'pod', atMs: startMs + afterMs, pod: podFacts(overrides), seen };
}

export function condition(status: boolean, reason: string | null = null) {
  return { status, reason, message: null };
}

export function ready(afterMs: number, overrides: Partial<PodFacts> = {}): PodObservation {
  return pod(afterMs, {
    phase: 'Running',
    nodeName: 'node-1',
    podIP: '10.0.0.1',
    conditions: { Ready: condition(true) },
    containers: [container({ state: 'running', ready: true, reason: null })],
    ...overrides,
  });
}

export function probe(
  afterMs: number,
  matched: boolean,
  overrides: Partial<ProbeObservation> = {},
): ProbeObservation {
  return {
    kind: 'probe',
    atMs: startMs + afterMs,
    startedMs: startMs + afterMs - 2,
    target: 'service',
    matched,
    status: matched ? 200 : null,
    error: matched ? null : 'ECONNREFUSED',
    ...overrides,
  };
}

/** The process stood still for so long until `afterMs`; it had last been seen 20 ms before that. */
export function stall(afterMs: number, stalledMs: number, overrides: Partial<Stall> = {}): Stall {
  const atMs = startMs + afterMs;
  const sinceMs = atMs - stalledMs - 20;
  return { kind: 'stall', atMs, sinceMs, stalledMs, reason: 'event-loop', ...overrides };
}

/** A kubelet event received `afterMs` and stamped by the kubelet at `kubeletMs`. */
export function kubeletEvent(
  afterMs: number,
  reason: string,
  kubeletMs: number,
  overrides: Partial<EventFacts> = {},
): Observation {
  const event: EventFacts = {
    uid: `${reason}-${afterMs}`,
    reason,
    message: '',
    type: 'Normal',
    aboutKind: 'Pod',
    aboutUid: 'pod-1',
    container: 'app',
    count: 1,
    reporter: 'kubelet',
    unixMs: 1_700_000_000_000 + kubeletMs,
    resolutionMs: 0.001,
    ...overrides,
  };
  return { kind: 'event', atMs: startMs + afterMs, event, seen: { by: 'watch' } };
}

export function endpoint(
  afterMs: number,
  podUid = 'pod-1',
  isReady = true,
  seen: Seen = { by: 'watch' },
): Observation {
  const endpoints = [
    { address: '10.0.0.1', podUid, podName: 'app', ready: isReady, servesWhileTerminating: false },
  ];
  return { kind: 'endpoints', atMs: startMs + afterMs, endpoints, seen };
}
