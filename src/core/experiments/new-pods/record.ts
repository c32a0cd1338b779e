import { isRequest, type Observation } from '../../observation.ts';
import type { FleetPod, FleetRecord, IterationResult } from '../../result.ts';
import { invalid, type Ending } from '../fold/state.ts';
import { commonRecord, probeFacts, searchedEnding, timesOf, type RecordContext } from '../record/context.ts';
import { hiddenMs } from '../record/gaps.ts';
import { restartsPart } from '../record/restarts.ts';
import { slowestSli } from '../record/sli.ts';
import { stallsOf, tolerableMs } from '../record/stalls.ts';
import { timelinesOf, type PodTimeline } from '../record/timeline.ts';
import { availabilityOf, doubtfulEnding, kthMs, requestDelayMs, type Availability } from './doubt.ts';
import { newPodsInstants } from './instants.ts';
import { newPodsEndMs, noProgress, podsWanted, type NewPodsState } from './state.ts';

/** A new pod with all that is known of it. */
interface SeenPod {
  record: FleetPod;
  timeline: PodTimeline | undefined;
  availability: Availability | null;
}

/** The result of an ended iteration about several new pods: a pure function of what was observed. */
export function recordNewPods(
  state: NewPodsState,
  observations: readonly Observation[],
  context: RecordContext,
): IterationResult {
  const began = observations.find(isBeginning);
  const startMs = state.startMs ?? 0;
  const own = ofNewPods(state, observations);
  const pods = podsOf(state, own, startMs);
  const available = pods.flatMap(({ availability }) => availability ?? []);
  const ending = endingOf(state, observations, available, context);
  const stalls = stallsOf(observations);
  const endMs = newPodsEndMs(state);
  const fleet = fleetRecord(state, pods, available, startMs);
  const last = lastPod(pods);
  return {
    ...commonRecord(context, { unixUs: began?.unixUs, ending, observed: own, stalls }),
    totalMs: ending?.outcome === 'answered' && endMs !== null ? endMs - startMs : null,
    readyMs: allReadyMs(pods, state, requestDelayMs(observations, startMs)),
    ...slowestSli(
      pods.flatMap(({ timeline }) => timeline ?? []),
      podsWanted(state),
    ),
    ...lastTimes(last?.timeline, context),
    instants: newPodsInstants(state, observations, fleet, last?.timeline ?? null),
    probe: state.spec.asksService ? probeFacts(observations) : podProbeFacts(own, last),
    nodeName: last?.timeline?.nodeName ?? null,
    ...restartsPart(own, startMs),
    fleet,
  };
}

type Beginning = Extract<Observation, { kind: 'create-requested' | 'scale-requested' | 'not-prepared' }>;

function isBeginning(seen: Observation): seen is Beginning {
  return ['create-requested', 'scale-requested', 'not-prepared'].includes(seen.kind);
}

/** Pods that were there before the request are not what is measured, nor is what came before it. */
function ofNewPods({ startMs }: NewPodsState, observations: readonly Observation[]): Observation[] {
  if (startMs === null) return [];
  const request = observations.findIndex(({ kind }) => isRequest(kind));
  const earlier = new Set(
    observations.slice(0, request).flatMap((seen) => (seen.kind === 'pod' ? [seen.pod.uid] : [])),
  );
  return observations.filter((seen) => {
    if (seen.atMs < startMs) return false;
    if (seen.kind === 'pod') return !earlier.has(seen.pod.uid);
    return seen.kind !== 'probe' || seen.podUid === undefined || !earlier.has(seen.podUid);
  });
}

function podsOf(state: NewPodsState, own: readonly Observation[], startMs: number): SeenPod[] {
  const timelines = timelinesOf(own, startMs);
  const stalls = stallsOf(own);
  return [...state.newPods].map(([uid, facts]) => {
    const timeline = timelines.get(uid);
    const progress = state.progress.get(uid) ?? noProgress;
    const availability = availabilityOf(progress, timeline, startMs, stalls);
    const { firstReady } = progress;
    const readyMs =
      firstReady === null || hiddenMs(firstReady, stalls) > tolerableMs ? null : firstReady.atMs - startMs;
    const record = { pod: facts.name, readyMs, ...timesOfPod(timeline, availability, startMs) };
    return { record, timeline, availability };
  });
}

function timesOfPod(
  timeline: PodTimeline | undefined,
  availability: Availability | null,
  startMs: number,
): Omit<FleetPod, 'pod' | 'readyMs'> {
  const isSharp = availability !== null && availability.atMs - availability.earliestMs <= tolerableMs;
  const availableMs = isSharp ? availability.atMs - startMs : null;
  const scheduled = timeline?.scheduled ?? null;
  return {
    nodeName: timeline?.nodeName ?? null,
    scheduledMs: scheduled === null || scheduled.resolutionMs > tolerableMs ? null : scheduled.sinceStartMs,
    answeredMs: timeline?.answered?.sinceStartMs ?? null,
    answeredVia: timeline?.answered?.via ?? null,
    availableMs,
    availableAtMostMs: availability === null || isSharp ? null : availability.atMs - startMs,
    resolutionMs: availableMs === null ? null : resolutionOf(timeline, availableMs),
  };
}

/** It was certainly not available while it was not Ready, nor when it last refused. */
function resolutionOf(timeline: PodTimeline | undefined, availableMs: number): number {
  const ready = timeline?.ready ?? null;
  const answered = timeline?.answered ?? null;
  const notReadyMs = ready === null ? 0 : ready.sinceStartMs - ready.resolutionMs;
  const silentMs = answered?.resolutionMs == null ? 0 : answered.sinceStartMs - answered.resolutionMs;
  return Math.max(0, availableMs - Math.max(notReadyMs, silentMs));
}

function fleetRecord(
  state: NewPodsState,
  pods: readonly SeenPod[],
  available: readonly Availability[],
  startMs: number,
): FleetRecord {
  const asked = podsWanted(state);
  const kth = (k: number): number | null => {
    const atMs = kthMs(available, k);
    return atMs === null ? null : atMs - startMs;
  };
  return {
    from: state.from,
    to: state.to,
    firstMs: kth(1),
    halfMs: kth(Math.ceil(asked / 2)),
    allMs: asked > 0 ? kth(asked) : null,
    pods: pods.map(({ record }) => record),
  };
}

/** Where the time went is decided by the pod that was available last, or is still waited for. */
function lastPod(pods: readonly SeenPod[]): SeenPod | null {
  const atMs = ({ availability }: SeenPod): number => availability?.atMs ?? Infinity;
  return pods.reduce<SeenPod | null>(
    (last, pod) => (last === null || atMs(pod) > atMs(last) ? pod : last),
    null,
  );
}

/** The Service's answer is that of whichever pod is first: of several there is no routing to the last. */
function lastTimes(last: PodTimeline | undefined, { wasCached }: RecordContext) {
  return timesOf(last ?? null, null, { wasCached, throughService: false });
}

function allReadyMs(pods: readonly SeenPod[], state: NewPodsState, sendingMs: number): number | null {
  if (state.allReadyMs === null || state.startMs === null || sendingMs > tolerableMs) return null;
  const isSharp = pods.every(({ record }) => record.readyMs !== null);
  return isSharp ? state.allReadyMs - state.startMs : null;
}

function podProbeFacts(own: readonly Observation[], last: SeenPod | null): IterationResult['probe'] {
  const asked = own.flatMap((seen) => (seen.kind === 'probe' && seen.target === 'pod' ? [seen] : []));
  return {
    attempts: asked.length,
    lastError: asked.findLast(({ matched }) => !matched)?.error ?? null,
    resolutionMs: last?.record.resolutionMs ?? null,
  };
}

function endingOf(
  state: NewPodsState,
  observations: readonly Observation[],
  available: readonly Availability[],
  { warmup, timeoutMs }: RecordContext,
): Ending | null {
  const { ended, spec, startMs } = state;
  // Seen at the last look, when the pods were all there already.
  const disturbed = observations.find((seen) => seen.kind === 'disturbed');
  if (disturbed !== undefined) return invalid(disturbed);
  const searched = spec.asksService && observations.some((seen) => seen.kind === 'path-search');
  if (ended?.outcome === 'answered' && searched && !warmup) return searchedEnding;
  return doubtfulEnding(state, observations, available, (startMs ?? 0) + timeoutMs) ?? ended;
}
