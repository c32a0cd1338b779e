import type { ContainerFacts, Observation, PodFacts, ProbeObservation } from '../observation.ts';

/** A container that ended with an error. */
export interface Crash {
  pod: string;
  container: string;
  exitCode: number;
  /** `Error`, `OOMKilled`, `ContainerCannotRun`… */
  reason: string | null;
}

/** What tells why an iteration was not answered, as far as it was observed. */
export interface Seen {
  pods: Map<string, PodFacts>;
  /** The last one, which may have been restarted since. */
  crash: Crash | null;
  /** The last attempts that failed. */
  service: ProbeObservation | null;
  pod: ProbeObservation | null;
  /** Whether a pod itself answered as expected, probed past the Service. */
  podAnswered: boolean;
  /** Whether any endpoint was ever seen, ready or not. */
  hadEndpoints: boolean;
  /** What the kubelet said last of a readiness, liveness or startup probe. */
  unhealthy: string | null;
  /** What was said last of objects that could not be created, or of a Service that could not be probed. */
  condition: { reason: string; message: string } | null;
}

export function nothingSeen(): Seen {
  return {
    pods: new Map(),
    crash: null,
    service: null,
    pod: null,
    podAnswered: false,
    hadEndpoints: false,
    unhealthy: null,
    condition: null,
  };
}

/** Adds an observation to the state in place: of a thousand pods a copy for each would cost more than it tells. */
export function seeMore(state: Seen, seen: Observation): void {
  switch (seen.kind) {
    case 'pod':
      state.pods.set(seen.pod.uid, seen.pod);
      state.crash = crashOf(seen.pod) ?? state.crash;
      return;
    case 'pod-deleted':
      state.pods.delete(seen.uid);
      return;
    case 'probe':
      seeProbe(state, seen);
      return;
    case 'endpoints':
      state.hadEndpoints ||= seen.endpoints.length > 0;
      return;
    case 'event':
      if (seen.event.reason === 'Unhealthy') state.unhealthy = seen.event.message;
      return;
    case 'condition':
    case 'create-rejected':
    case 'not-prepared':
      state.condition = { reason: seen.reason, message: seen.message };
      return;
    default:
      return;
  }
}

function seeProbe(state: Seen, probe: ProbeObservation): void {
  if (probe.target === 'service') {
    if (!probe.matched) state.service = probe;
    return;
  }
  state.pod = probe.matched ? null : probe;
  state.podAnswered ||= probe.matched;
}

function crashOf({ name: pod, deleting, containers }: PodFacts): Crash | null {
  const ended = deleting ? undefined : containers.find(hasCrashed);
  if (ended === undefined) return null;
  return { pod, container: ended.name, exitCode: ended.exitCode ?? 0, reason: ended.reason };
}

function hasCrashed({ state, exitCode }: ContainerFacts): boolean {
  return state === 'terminated' && exitCode !== null && exitCode !== 0;
}
