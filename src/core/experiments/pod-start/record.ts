import type { Observation } from '../../observation.ts';
import type { Instant, IterationResult } from '../../result.ts';
import type { Ending } from '../fold/state.ts';
import {
  commonRecord,
  decisivePod,
  probeFacts,
  searchedEnding,
  timesOf,
  type RecordContext,
} from '../record/context.ts';
import { restartsPart } from '../record/restarts.ts';
import { slowestSli } from '../record/sli.ts';
import { receiptDelayMs, stallsOf, tolerableMs } from '../record/stalls.ts';
import { instantsOf } from '../record/pod-instants.ts';
import { timelinesOf } from '../record/timeline.ts';
import { allReadySeen, gapEnding, readyDelayMs, serviceDelayMs, stalledEnding } from './doubt.ts';
import { totalEndMs, type PodStartState } from './state.ts';

/** The result of a start that has ended: a pure function of what was observed. */
export function recordPodStart(
  state: PodStartState,
  observations: readonly Observation[],
  context: RecordContext,
): IterationResult {
  const requested = observations.find((seen) => seen.kind === 'create-requested');
  const startMs = requested?.atMs ?? 0;
  const ending = endingOf(state, observations, context);
  const endMs = totalEndMs(state);
  const answeredMs = state.answeredMs === null ? null : state.answeredMs - startMs;
  const pods = [...timelinesOf(observations, startMs).values()];
  const pod = decisivePod(pods);
  const stalls = observations.filter((seen) => seen.kind === 'stall');
  return {
    ...commonRecord(context, { unixUs: requested?.unixUs, ending, observed: observations, stalls }),
    totalMs: ending?.outcome === 'answered' && endMs !== null ? endMs - startMs : null,
    readyMs: readyMs(state, observations, startMs),
    ...slowestSli(pods, state.spec.expectedPods),
    ...timesOf(pod, answeredMs, context),
    instants: [...iterationInstants(state, observations, startMs), ...(pod === null ? [] : instantsOf(pod))],
    probe: probeFacts(observations),
    nodeName: pod?.nodeName ?? null,
    ...restartsPart(observations, startMs),
  };
}

/** A warm-up is shown and never judged, so it may find the path. */
function endingOf(
  state: PodStartState,
  observations: readonly Observation[],
  { warmup, timeoutMs, throughService }: RecordContext,
): Ending | null {
  const { ended, startMs } = state;
  if (ended?.outcome === 'answered' && !warmup && observations.some((seen) => seen.kind === 'path-search'))
    return searchedEnding;
  const deadlineMs = (startMs ?? 0) + timeoutMs;
  const doubtful =
    stalledEnding(state, observations, deadlineMs) ??
    gapEnding(state, observations, { deadlineMs, throughService });
  return doubtful ?? ended;
}

/** Null where the full set never became Ready, or became so unseen during a watch gap or a stall of this process. */
function readyMs(state: PodStartState, observations: readonly Observation[], startMs: number): number | null {
  if (state.allReadyMs === null) return null;
  if (allReadySeen(state, observations)?.seen.by === 'list') return null;
  if (readyDelayMs(state, observations) > tolerableMs) return null;
  return state.allReadyMs - startMs;
}

function iterationInstants(
  state: PodStartState,
  observations: readonly Observation[],
  startMs: number,
): Instant[] {
  const instants: Instant[] = [
    { name: 'create-requested', clock: 'runner', sinceStartMs: 0, resolutionMs: 0.001 },
  ];
  const accepted = observations.find((seen) => seen.kind === 'create-accepted');
  if (accepted !== undefined) {
    instants.push({
      name: 'create-accepted',
      clock: 'runner',
      sinceStartMs: accepted.atMs - startMs,
      resolutionMs: Math.max(0.001, receiptDelayMs(stallsOf(observations), accepted.atMs)),
    });
  }
  if (state.answeredMs !== null) {
    const betweenMs = probeFacts(observations).resolutionMs ?? state.answeredMs - startMs;
    const resolutionMs = Math.max(betweenMs, serviceDelayMs(state, observations, state.answeredMs));
    instants.push({
      name: 'answered',
      clock: 'runner',
      sinceStartMs: state.answeredMs - startMs,
      resolutionMs,
    });
  }
  return instants;
}
