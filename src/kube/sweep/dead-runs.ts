import type { Clock } from '../../core/ports.ts';
import { leaseDurationSeconds } from '../session/lease.ts';
import { runIdOf, type LeaseObject } from './run-leases.ts';

/** A lease may name a longer time than this program does, but nobody waits longer than this. */
const longestSeconds = 300;
const lookEveryMs = 2000;
/** Of a longer pause between two looks only this much counts: this machine or the API server stood still meanwhile. */
const mostBetweenLooksMs = 5000;

export interface LeaseLooks {
  /** The leases of runs, as they are now. */
  look: () => Promise<readonly LeaseObject[]>;
  /** Called once, before the first wait, with the longest time that it can take. */
  onWait: (runs: number, mostSeconds: number) => void;
  clock: Pick<Clock, 'nowMs' | 'sleep'>;
  signal: AbortSignal;
}

interface Watched {
  state: string;
  unchangedMs: number;
  durationMs: number;
}

/** `ended`: it deleted its leases itself. */
export type Judgement = 'dead' | 'alive' | 'ended';

/**
 * Which of these runs are over: dead are those whose leases this process itself has seen unchanged for their duration, on its own
 * monotonic clock. Nothing is compared with the time that a lease names, since any clock may be wrong by hours. A run
 * that renews any of its leases is alive, and is known as such at once.
 */
export async function judgeRuns(
  runIds: ReadonlySet<string>,
  first: readonly LeaseObject[],
  { look, onWait, clock, signal }: LeaseLooks,
): Promise<ReadonlyMap<string, Judgement>> {
  const judged = new Map<string, Judgement>();
  const undecided = new Map<string, Watched>();
  for (const runId of runIds) {
    const watched = { state: stateOf(first, runId), unchangedMs: 0, durationMs: durationMsOf(first, runId) };
    undecided.set(runId, watched);
  }
  const durations = [...undecided.values()].map(({ durationMs }) => durationMs);
  if (undecided.size > 0) onWait(undecided.size, Math.max(...durations) / 1000);
  let seenAtMs = clock.nowMs();
  while (undecided.size > 0) {
    await clock.sleep(lookEveryMs, signal);
    // From the end of one look to the beginning of the next: what is longer than that is not known.
    const passedMs = Math.min(clock.nowMs() - seenAtMs, mostBetweenLooksMs);
    const leases = await look();
    seenAtMs = clock.nowMs();
    for (const [runId, watched] of undecided) {
      watched.unchangedMs += passedMs;
      const state = stateOf(leases, runId);
      const isUnchanged = state === watched.state;
      if (isUnchanged && watched.unchangedMs < watched.durationMs) continue;
      judged.set(runId, isUnchanged ? 'dead' : state === '' ? 'ended' : 'alive');
      undecided.delete(runId);
    }
  }
  return judged;
}

/** All that a renewal, a note or another owner changes on the leases of a run. */
export function stateOf(leases: readonly LeaseObject[], runId: string): string {
  const states = leases
    .filter((lease) => runIdOf(lease) === runId)
    .map(({ metadata: { name, namespace = '', uid = '', resourceVersion = '' }, spec }) =>
      [namespace, name, uid, resourceVersion, spec?.renewTime ?? ''].join(' '),
    );
  return states.toSorted().join('\n');
}

function durationMsOf(leases: readonly LeaseObject[], runId: string): number {
  const named = leases
    .filter((lease) => runIdOf(lease) === runId)
    .map(({ spec }) => spec?.leaseDurationSeconds ?? 0);
  return Math.min(Math.max(leaseDurationSeconds, ...named), longestSeconds) * 1000;
}
