import { formatTime } from '../wording/time.ts';

/** `+510 ms` and `+30%`. */
export interface Change {
  time: string;
  /** null where there is nothing to be a share of. */
  share: string | null;
}

/** By how much a time has changed; null where one of the two is not known. */
export function changeBetween(beforeMs: number | null, nowMs: number | null): Change | null {
  if (beforeMs === null || nowMs === null) return null;
  const difference = nowMs - beforeMs;
  const time = `${signOf(difference)}${formatTime(Math.abs(difference))}`;
  return { time, share: beforeMs > 0 ? percentOf(nowMs / beforeMs) : null };
}

/** A ratio as the change it is: `+12%` of 1.12, `−3.4%` of 0.966. */
export function percentOf(ratio: number): string {
  const inHundred = (ratio - 1) * 100;
  const size = Math.abs(inHundred);
  return `${signOf(inHundred)}${size < 9.95 ? size.toFixed(1) : Math.round(size)}%`;
}

function signOf(value: number): string {
  return value > 0 ? '+' : value < 0 ? '−' : '±';
}
