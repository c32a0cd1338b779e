import { Round } from './round.ts';
import type { ScheduleOptions, ProbeStats, AttemptOnce } from './schedule-options.ts';

const defaultIntervalMs = 20;

/**
 * Starts attempts on a fixed schedule, counted from its own start so that it does not drift, without waiting for those
 * that hang, until one is answered as expected (or, with `keepOn`, until the signal). A late loop skips slots: a burst would only load what is measured.
 */
export async function probeOnSchedule(
  attemptOnce: AttemptOnce,
  options: ScheduleOptions,
): Promise<ProbeStats> {
  const { clock, intervalMs = defaultIntervalMs } = options;
  const round = new Round(attemptOnce, options);
  const startMs = clock.nowMs();
  for (let slot = 0; !round.stopped; slot += 1) {
    await round.sleepUntil(startMs + slot * intervalMs);
    const lateSlots = Math.max(0, Math.floor((clock.nowMs() - startMs) / intervalMs) - slot);
    round.skippedSlots += lateSlots;
    slot += lateSlots;
    round.take();
  }
  return await round.end();
}
