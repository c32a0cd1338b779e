import type { Observation, PodObservation } from '../../observation.ts';
import { invalid, type Ending } from '../fold/state.ts';
import { receiptDelayMs, tolerableMs, type Stall } from './stalls.ts';

/** When something came by a watch, and how. */
export type Received = Pick<PodObservation, 'atMs' | 'seen'>;

/** How long something may have been so before it was received. */
export function hiddenMs({ atMs, seen }: Received, stalls: readonly Stall[]): number {
  return Math.max(gapMs({ atMs, seen }), receiptDelayMs(stalls, atMs));
}

/** By how many milliseconds a gap of the watch may have delayed the receipt. */
export function gapMs({ atMs, seen }: Received): number {
  return seen.by === 'list' ? atMs - seen.sinceMs : 0;
}

/** The times in which a watch saw nothing. */
export function gapsIn(observations: readonly Observation[]) {
  return observations.filter((seen) => seen.kind === 'watch-gap');
}

/** What it makes of an iteration that what it waited for was so long before it was seen, or not. */
export function hiddenEnding(ms: number, what = 'the last pod may have been Ready'): Ending | null {
  if (ms <= tolerableMs) return null;
  return unseen(`${what} ${Math.round(ms)} ms before it was seen, in a gap of the watch`);
}

/**
 * What it makes of an iteration that waited for something that watches bring, when one of them had been blind for a time
 * at the end and still was: it may all have been there in time. Null where they all saw.
 */
export function blindEnding(
  observations: readonly Observation[],
  resources: readonly string[],
  deadlineMs: number,
): Ending | null {
  const blind = gapsIn(observations).find(
    ({ isOver, resource, sinceMs }) =>
      !isOver && resources.includes(resource) && sinceMs < deadlineMs - tolerableMs,
  );
  if (blind === undefined) return null;
  const sinceMs = Math.round(deadlineMs - blind.sinceMs);
  return unseen(
    `when time was up, nothing had been seen of ${blind.resource} for ${sinceMs} ms: ${blind.reason}`,
  );
}

function unseen(message: string): Ending {
  return invalid({ reason: 'WatchGap', message });
}
