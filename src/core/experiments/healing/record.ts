import type { KillMethod } from '../names.ts';
import type { Observation, ProbeObservation } from '../../observation.ts';
import type { HealingRecord, Instant, InstantName, IterationResult } from '../../result.ts';
import { commonRecord, decisivePod, timesOf, unknownPhases, type RecordContext } from '../record/context.ts';
import type { PhaseTimes } from '../record/phase-times.ts';
import { restartsPart } from '../record/restarts.ts';
import { slowestSli, unknownSli } from '../record/sli.ts';
import { receiptDelayMs, stallsOf, tolerableMs } from '../record/stalls.ts';
import { instantsOf } from '../record/pod-instants.ts';
import { timelinesOf, type PodTimeline } from '../record/timeline.ts';
import { credibleAttempts, disturbedHealing } from './doubt.ts';
import { hasRestarted, replacements } from './full-set.ts';
import { outageOf, type Outage } from './outage.ts';
import type { HealingState } from './state.ts';

/** The result of an ended healing iteration: a pure function of what was observed. */
export function recordHealing(
  state: HealingState,
  observations: readonly Observation[],
  context: RecordContext,
  kill: KillMethod,
): IterationResult {
  const begun = observations.find((seen) => seen.kind === 'kill-requested' || seen.kind === 'not-prepared');
  const startMs = state.startMs ?? begun?.atMs ?? 0;
  const attempts = state.startMs === null ? [] : credibleAttempts(observations, startMs);
  const outage = outageOf(attempts, startMs);
  const ending = disturbedHealing(state, observations, outage, context) ?? state.ended;
  const stalls = stallsOf(observations);
  const { healed } = state;
  const pods = replacementsOf(state, observations, startMs);
  const pod = decisivePod(pods);
  return {
    ...commonRecord(context, { unixUs: begun?.unixUs, ending, observed: observations, stalls }),
    totalMs: ending?.outcome === 'answered' && healed !== null ? healed.atMs - startMs : null,
    readyMs: readyMs(state, observations, startMs),
    // A container that is killed in place starts again in a pod that was created long before.
    ...(state.victim?.container == null ? slowestSli(pods, 1) : unknownSli),
    ...replacementTimes(pod, state, startMs, context),
    instants: [...iterationInstants(state, observations, startMs), ...podInstants(pod, state)],
    probe: {
      attempts: attempts.length,
      lastError: state.lastFailed?.error ?? null,
      resolutionMs: healed === null ? null : resolutionOf(attempts, healed, startMs),
    },
    nodeName: pod?.nodeName ?? state.victim?.nodeName ?? null,
    ...restartsPart(observations, startMs, state.victim),
    healing: healingRecord(state, outage, pod, startMs, kill),
  };
}

function healingRecord(
  state: HealingState,
  outage: Outage,
  pod: PodTimeline | null,
  startMs: number,
  kill: KillMethod,
): HealingRecord {
  const { victim, spec, scheduledMs } = state;
  return {
    kill,
    victim:
      victim === null
        ? null
        : {
            pod: victim.pod,
            container: victim.container?.name ?? null,
            nodeName: victim.nodeName,
            ageMs: victim.ageMs,
          },
    desiredPods: spec.expectedPods,
    replacement: pod?.name ?? null,
    scheduledMs: scheduledMs === null ? null : scheduledMs - startMs,
    outageMs: state.startMs === null ? null : outage.outageMs,
    outageResolutionMs: outage.resolutionMs,
    longestGapMs: outage.longestGapMs,
    probes: outage.probes,
    failedProbes: outage.failedProbes,
  };
}

/** Null where the full set never was, or became so unseen during a watch gap or a stall of this process. */
function readyMs(state: HealingState, observations: readonly Observation[], startMs: number): number | null {
  const { ready } = state;
  if (ready === null || ready.blurMs > 0) return null;
  return receiptDelayMs(stallsOf(observations), ready.atMs) > tolerableMs ? null : ready.atMs - startMs;
}

/**
 * The pods that took the victim's place. What was seen before its container was
 * killed, or of other pods and the Service, is no part of its start.
 */
function replacementsOf(
  state: HealingState,
  observations: readonly Observation[],
  startMs: number,
): PodTimeline[] {
  const wanted = new Set(replacements(state).map(({ uid }) => uid));
  const own = observations.filter((seen) => {
    if (seen.atMs < startMs || (seen.kind === 'probe' && seen.target === 'service')) return false;
    if (seen.kind !== 'pod' || state.victim?.container == null) return true;
    return hasRestarted(state.victim, seen.pod);
  });
  const inPlace = state.victim?.container == null ? null : state.victim.uid;
  // Events reach us on a watch of their own, and those of a restart before the pod that they are about.
  const ordered = [...own.filter(({ kind }) => kind === 'pod'), ...own.filter(({ kind }) => kind !== 'pod')];
  const timelines = timelinesOf(ordered, startMs, inPlace);
  return [...timelines.values()].filter(({ uid }) => wanted.has(uid));
}

/** A container that starts again in its pod is neither scheduled nor given a sandbox, and its events are repeats. */
function replacementTimes(
  pod: PodTimeline | null,
  state: HealingState,
  startMs: number,
  context: RecordContext,
): PhaseTimes {
  const times = timesOf(pod, state.healed === null ? null : state.healed.atMs - startMs, context);
  if (state.victim?.container == null) return times;
  const { applicationMs, readinessMs, routingMs } = times.phases;
  return { ...times, phases: { ...unknownPhases, applicationMs, readinessMs, routingMs }, imagePulls: [] };
}

/** A pod that stays is not there, scheduled and initialized once more. */
function podInstants(pod: PodTimeline | null, { victim }: HealingState): Instant[] {
  const instants = pod === null ? [] : instantsOf(pod);
  if (victim?.container == null) return instants;
  const again = new Set<InstantName>(['started', 'running', 'ready', 'endpoint-ready', 'pod-answered']);
  return instants.filter(({ name, clock }) => clock === 'runner' && again.has(name));
}

function iterationInstants(
  state: HealingState,
  observations: readonly Observation[],
  startMs: number,
): Instant[] {
  if (state.startMs === null) return [];
  const stalls = stallsOf(observations);
  const instant = (name: InstantName, atMs: number, resolutionMs = 0.001): Instant => ({
    name,
    clock: 'runner',
    sinceStartMs: atMs - startMs,
    resolutionMs: Math.max(resolutionMs, receiptDelayMs(stalls, atMs)),
  });
  const gone = observations.find((seen) => seen.kind === 'pod-deleted' && seen.uid === state.victim?.uid);
  return [
    { name: 'kill-requested', clock: 'runner', sinceStartMs: 0, resolutionMs: 0.001 },
    ...(state.acceptedMs === null ? [] : [instant('kill-accepted', state.acceptedMs)]),
    ...(gone === undefined
      ? []
      : [{ ...instant('victim-gone', gone.atMs, 1), pod: state.victim?.pod ?? '' }]),
    ...(state.healed === null ? [] : [instant('answered', state.healed.atMs)]),
  ];
}

/** From the start of the attempt before it, or from the kill, to the start of the one that ended the total. */
function resolutionOf(
  attempts: readonly ProbeObservation[],
  healed: ProbeObservation,
  startMs: number,
): number {
  const before = attempts.map(({ startedMs }) => startedMs).filter((ms) => ms < healed.startedMs);
  return healed.startedMs - before.reduce((a, b) => Math.max(a, b), startMs);
}
