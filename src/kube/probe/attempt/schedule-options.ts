import type { ProbeObservation } from '../../../core/observation.ts';
import type { Clock } from '../../../core/ports.ts';
import type { AttemptResult } from './attempt-result.ts';

export interface ScheduleOptions {
  clock: Pick<Clock, 'nowMs' | 'sleep'>;
  /** Ends probing; attempts under way are aborted and, but for `keepOn`, not reported. */
  signal: AbortSignal;
  /** Told of every attempt as it ends. */
  report: (seen: ProbeObservation) => void;
  intervalMs?: number;
  maxInFlight?: number;
  target?: ProbeObservation['target'];
  podUid?: string;
  /**
   * Goes on after an answer, as a client does, until the signal. Attempts then still without an answer are reported as
   * failed where they are older than this; younger ones may only be on their way.
   */
  keepOn?: { hangsAfterMs: number };
}

export interface ProbeStats {
  /** Attempts started. */
  attempts: number;
  /** Slots of the schedule without an attempt: the process was late, or too many attempts were hanging. */
  skippedSlots: number;
  /** The attempt that was answered as expected; null when the signal came first. */
  match: AttemptResult | null;
}

/** Must resolve soon after its signal aborts. */
export type AttemptOnce = (signal: AbortSignal) => Promise<AttemptResult>;
