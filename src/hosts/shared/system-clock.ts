import { uptime } from 'node:os';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { tolerableMs } from '../../core/experiments/record/stalls.ts';
import type { Clock } from '../../core/ports.ts';
import { weekdays, type LocalTime } from '../../core/steps/select-pods.ts';

const tickMs = 20;
/** os.uptime counts suspended time, and is good to about a second. */
const suspendedMs = 2000;

/** The clocks of the machine this runs on. */
export function systemClock(): Clock {
  const nowMs = (): number => performance.now();
  let wall = calibrate();
  return {
    nowMs,
    unixUs: () => Math.round((wall.unixMs + (nowMs() - wall.atMs)) * 1000),
    sleep: async (ms, signal) => {
      await delay(Math.max(0, ms), undefined, signal === undefined ? {} : { signal }).catch(
        rethrowReason(signal),
      );
    },
    localTime,
    watchStalls(report) {
      // Once an iteration is often enough for the wall clock, which may be stepped or drift.
      wall = calibrate();
      let lastMs = nowMs();
      let lastUptimeMs = uptime() * 1000;
      const look = (): void => {
        const atMs = nowMs();
        const stalledMs = atMs - lastMs - tickMs;
        const uptimeMs = uptime() * 1000;
        const asleepMs = uptimeMs - lastUptimeMs - (atMs - lastMs);
        const span = { kind: 'stall', atMs, sinceMs: lastMs } as const;
        if (asleepMs > suspendedMs)
          report({ ...span, stalledMs: uptimeMs - lastUptimeMs, reason: 'suspended' });
        else if (stalledMs > tolerableMs) report({ ...span, stalledMs, reason: 'event-loop' });
        lastMs = atMs;
        lastUptimeMs = uptimeMs;
      };
      const timer = setInterval(look, tickMs);
      let stopped = false;
      return () => {
        if (!stopped) look();
        stopped = true;
        clearInterval(timer);
      };
    },
  };
}

/** In the time zone of this machine: TZ, or what the system says. */
function localTime(): LocalTime {
  const now = new Date();
  // JavaScript's week begins with Sunday, this list with Monday.
  const weekday = weekdays[(now.getDay() + 6) % 7] ?? 'monday';
  return { weekday, hour: now.getHours(), minute: now.getMinutes(), second: now.getSeconds() };
}

/** node:timers rejects with an AbortError of its own; callers want the signal's reason. */
function rethrowReason(signal: AbortSignal | undefined): (error: unknown) => never {
  return (error) => {
    throw signal?.aborted === true ? signal.reason : error;
  };
}

/**
 * Date.now has whole milliseconds; waiting for its next tick (1 ms at most) tells where the microseconds of the
 * monotonic clock stand in it.
 */
function calibrate(): { unixMs: number; atMs: number } {
  const before = Date.now();
  let unixMs = before;
  while (unixMs === before) unixMs = Date.now();
  return { unixMs, atMs: performance.now() };
}
