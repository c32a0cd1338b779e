import type { RunDeadline } from './scenario-deps.ts';

interface Signals {
  deadline: RunDeadline;
  /** Ends the run. */
  signal: AbortSignal;
}

/**
 * Does work that the run's deadline cuts off: where time is up in the middle of it, it is dropped, and what there is gets
 * judged. @throws what `work` throws, unless that is the deadline's doing
 */
export async function untilDeadline(
  { deadline, signal }: Signals,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  try {
    await work(AbortSignal.any([signal, deadline.signal]));
  } catch (error) {
    if (deadline.signal.aborted && !signal.aborted) return;
    throw error;
  }
}
