import { formatDurationMs } from '../../core/duration.ts';
import type { Summary } from '../../core/result.ts';

/** What stands where a value is missing. */
export const missing = '—';

/** A measured time, always with the same number of digits in its range: `6.2 ms`, `448 ms`, `2.30 s`, `1m35s`. */
export function formatTime(ms: number | null): string {
  if (ms === null) return missing;
  const size = Math.abs(ms);
  if (size < 9.95) return ms === 0 ? '0 ms' : `${ms.toFixed(1)} ms`;
  if (size < 999.5) return `${Math.round(ms)} ms`;
  return size < 59_995 ? `${(ms / 1000).toFixed(2)} s` : formatDurationMs(ms);
}

/** A time that someone chose: `30 s`, `60 s`, `5 min`. */
export function formatLimit(ms: number): string {
  return ms >= 60_000 && ms < 120_000 && ms % 1000 === 0 ? `${ms / 1000} s` : formatDurationMs(ms);
}

/** What is said of a quantile that falls on an iteration that never got there. */
export interface Beyond {
  /** `> 60 s`, or `never` where iterations failed at once. */
  value: string;
  /** `timed out`, or `failed`. */
  why: string;
}

export function beyondOf(summary: Summary, timeoutMs: number): Beyond {
  return summary.timedOut === 0 && summary.failed > 0
    ? { value: 'never', why: 'failed' }
    : { value: `> ${formatLimit(timeoutMs)}`, why: 'timed out' };
}

/** A quantile of `count` values, of which null is one that was never reached. */
export function formatQuantile(ms: number | null, count: number, never: string): string {
  return ms === null && count > 0 ? never : formatTime(ms);
}

/** By how much a time is over a limit: `910 ms (46%)`, or `28.0 s (14 ×)` where it is many times the limit. */
export function formatExcess(ms: number, limitMs: number): string {
  return `${formatTime(ms - limitMs)} (${share(ms - limitMs, limitMs)})`;
}

function share(ms: number, limitMs: number): string {
  const inHundred = (ms / limitMs) * 100;
  if (inHundred < 1) return 'under 1%';
  return inHundred < 1000 ? `${Math.round(inHundred)}%` : `${Math.round(ms / limitMs)} ×`;
}
