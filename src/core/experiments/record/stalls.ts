import { isRequest, type Observation, type ProbeObservation } from '../../observation.ts';
import { invalid, type Ending } from '../fold/state.ts';

export type Stall = Extract<Observation, { kind: 'stall' }>;

/** Milliseconds by which a stall may distort a time: so much is promised. Shorter stalls are not reported. */
export const tolerableMs = 100;

/** What arrived during a stall is read by the clock's next look after it, 20 ms later, or that is a stall again. */
const readWithinMs = tolerableMs + 20;

/** After a longer stall connections are in doubt as well. */
const longestMs = 5000;

/**
 * Failed attempts that show that the Service did not answer yet when the first of them was started. After a stall a
 * late attempt and the next of the schedule may start at almost the same time, and both be given up before their
 * answers are read by a process that is still catching up. The third starts an interval later.
 */
const failuresEnough = 3;

/** Of several pods one may answer while another still refuses; that all of so many missed it is under 1% likely. */
const failuresEnoughPerPod = 5;

/** The stalls since the request that is timed from. */
export function stallsOf(observations: readonly Observation[]): Stall[] {
  const startMs = observations.find(({ kind }) => isRequest(kind))?.atMs ?? Infinity;
  return observations.filter((seen) => seen.kind === 'stall').filter(({ atMs }) => atMs > startMs);
}

/**
 * By how many milliseconds stalls may have delayed the receipt of what was received at this moment, or what else is
 * wrong with its stamp: the monotonic clock may stand still while the machine sleeps, and the cluster goes on.
 */
export function receiptDelayMs(stalls: readonly Stall[], atMs: number): number {
  const arrivedMs = stalls.reduceRight(
    (ms, stall) => (stall.sinceMs < ms && ms <= stall.atMs + readWithinMs ? stall.sinceMs : ms),
    atMs,
  );
  const asleep = stalls.filter(({ reason, sinceMs }) => reason === 'suspended' && sinceMs < atMs);
  return Math.max(atMs - arrivedMs, ...asleep.map(({ stalledMs }) => stalledMs));
}

/** The longest of them in milliseconds; 0 without any. */
export function longestOf(stalls: readonly Stall[]): number {
  return stalls.reduce((ms, { stalledMs }) => Math.max(ms, stalledMs), 0);
}

/** Milliseconds of a span during which the process may have stood still. */
export function stalledWithinMs(stalls: readonly Stall[], fromMs: number, toMs: number): number {
  const parts = stalls.map((stall) => Math.min(stall.atMs, toMs) - Math.max(stall.sinceMs, fromMs));
  return parts.reduce((sum, ms) => sum + Math.max(0, ms), 0);
}

/** The Service, as it was probed. */
interface Probed {
  /** Pods that may answer for it. */
  expectedPods: number;
  answeredMs: number | null;
}

/** By how many milliseconds stalls may have delayed the answer, once everything was created. */
export function answerDelayMs(
  probed: Probed,
  observations: readonly Observation[],
  deadlineMs: number,
): number {
  const stalls = stallsOf(observations);
  const endMs = probed.answeredMs ?? deadlineMs;
  const askedMs = Math.min(atMsOf('probing', observations), endMs);
  const silentMs = silentAtMs(probed, observations) ?? askedMs - receiptDelayMs(stalls, askedMs);
  return stalledWithinMs(stalls, Math.max(silentMs, allCreatedMs(observations, endMs)), endMs);
}

/** After these nothing that was measured is worth anything. */
export function grosslyStalled(observations: readonly Observation[], endMs: number): Ending | null {
  const during = stallsOf(observations).filter(({ sinceMs }) => sinceMs < endMs);
  if (during.some(({ reason }) => reason === 'suspended'))
    return stalled('the measuring process was suspended before the answer');
  const longest = longestOf(during);
  if (longest <= longestMs) return null;
  return stalled(`the measuring process stalled for ${Math.round(longest)} ms before the answer`);
}

/** What a delay of the total by stalls makes of an iteration; null where it is as small as is promised. */
export function delayed(delayMs: number): Ending | null {
  if (delayMs <= tolerableMs) return null;
  return stalled(`a stall of the measuring process may have delayed the answer by ${Math.round(delayMs)} ms`);
}

/** When the last object was stored: a later stall delays no create request. */
export function allCreatedMs(observations: readonly Observation[], endMs: number): number {
  return Math.min(atMsOf('all-created', observations), endMs);
}

export function atMsOf(kind: Observation['kind'], observations: readonly Observation[]): number {
  return observations.find((seen) => seen.kind === kind)?.atMs ?? Infinity;
}

/**
 * A moment at which the Service certainly did not answer yet: the start of the last failed attempt that has enough
 * others after it. Null without one. Failures that began after the attempt that was answered say nothing.
 */
function silentAtMs({ expectedPods }: Probed, observations: readonly Observation[]): number | null {
  const asked = observations.filter(
    (seen): seen is ProbeObservation => seen.kind === 'probe' && seen.target === 'service',
  );
  const answeredFromMs = asked.find(({ matched }) => matched)?.startedMs ?? Infinity;
  const failedFromMs = asked
    .filter(({ matched, startedMs }) => !matched && startedMs < answeredFromMs)
    .map(({ startedMs }) => startedMs)
    .sort((a, b) => a - b);
  const enough = expectedPods <= 1 ? failuresEnough : failuresEnoughPerPod * expectedPods;
  return failedFromMs.at(-enough) ?? null;
}

/** What a stall makes of an iteration. */
export function stalled(message: string): Ending {
  return invalid({ reason: 'Stalled', message });
}
