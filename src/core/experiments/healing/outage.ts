import type { ProbeObservation } from '../../observation.ts';

/** What a client saw that probed all along. */
export interface Outage {
  /**
   * Longest time in which no attempt succeeded: from the start of the first that failed to the start of the next that did
   * not. 0: none failed; null: it had not ended.
   */
  outageMs: number | null;
  /**
   * How far off that may be: the time to the attempts before it and at its end, or by how much the longest time between
   * two attempts, in which nobody looked, is longer.
   */
  resolutionMs: number | null;
  /** Longest time between two answers, the kill being the first. */
  longestGapMs: number | null;
  probes: number;
  failedProbes: number;
}

/** One attempt of the client. */
export type Attempt = Pick<ProbeObservation, 'startedMs' | 'atMs' | 'matched'>;

/** A stretch of attempts that failed, with its neighbours in time. */
interface Stretch {
  fromMs: number;
  /** Start of the next attempt that succeeded; null where none did. */
  untilMs: number | null;
  /** Start of the attempt before it, or the kill. */
  beforeMs: number;
  lastFailedMs: number;
}

/**
 * Attempts are told when they end, and one that hangs ends late: what counts is when they started.
 *
 * @param attempts those started since the kill, in any order
 */
export function outageOf(attempts: readonly Attempt[], killMs: number): Outage {
  const ordered = inOrder(attempts);
  const stretches = stretchesOf(ordered, killMs);
  const longest = stretches.reduce<Stretch | null>(
    (a, b) => (a === null || lasting(b) > lasting(a) ? b : a),
    null,
  );
  const answers = ordered.filter(({ matched }) => matched).map(({ atMs }) => atMs);
  return {
    outageMs: longest === null ? 0 : longest.untilMs === null ? null : longest.untilMs - longest.fromMs,
    resolutionMs: resolutionOf(longest, longestOf(gaps([killMs, ...starts(ordered)]))),
    longestGapMs:
      answers.length === 0 ? null : longestOf(gaps([killMs, ...answers.toSorted((a, b) => a - b)])),
    probes: ordered.length,
    failedProbes: ordered.filter(({ matched }) => !matched).length,
  };
}

/** By their start; one that was told twice counts once. */
function inOrder(attempts: readonly Attempt[]): Attempt[] {
  const byStart = new Map(attempts.map((attempt) => [attempt.startedMs, attempt]));
  return [...byStart.values()].sort((a, b) => a.startedMs - b.startedMs);
}

function stretchesOf(ordered: readonly Attempt[], killMs: number): Stretch[] {
  const stretches: Stretch[] = [];
  let open: Stretch | null = null;
  let beforeMs = killMs;
  for (const { startedMs, matched } of ordered) {
    if (!matched) {
      open ??= { fromMs: startedMs, untilMs: null, beforeMs, lastFailedMs: startedMs };
      open.lastFailedMs = startedMs;
    } else if (open !== null) {
      stretches.push({ ...open, untilMs: startedMs });
      open = null;
    }
    beforeMs = startedMs;
  }
  return open === null ? stretches : [...stretches, open];
}

/** One that has not ended is longer than all others. */
function lasting({ fromMs, untilMs }: Stretch): number {
  return untilMs === null ? Infinity : untilMs - fromMs;
}

function resolutionOf(longest: Stretch | null, unseenMs: number | null): number | null {
  if (longest === null || unseenMs === null) return unseenMs;
  return Math.max(blurOf(longest), unseenMs - lasting(longest));
}

function blurOf({ fromMs, beforeMs, untilMs, lastFailedMs }: Stretch): number {
  return Math.max(fromMs - beforeMs, untilMs === null ? 0 : untilMs - lastFailedMs);
}

function starts(attempts: readonly Attempt[]): number[] {
  return attempts.map(({ startedMs }) => startedMs);
}

function gaps(moments: readonly number[]): number[] {
  return moments.slice(1).map((ms, index) => ms - (moments[index] ?? ms));
}

function longestOf(lengths: readonly number[]): number | null {
  return lengths.length === 0 ? null : lengths.reduce((a, b) => Math.max(a, b));
}
