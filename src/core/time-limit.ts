import type { Clock } from './ports.ts';

/** What comes of it, or null where the time is over first. @throws what it rejects with; the signal's reason */
export async function withinTime<T>(
  happening: Promise<T>,
  ms: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<T | null> {
  const timer = new AbortController();
  const timeUp = clock.sleep(ms, AbortSignal.any([timer.signal, signal])).then(() => null);
  try {
    return await Promise.race([happening, timeUp]);
  } finally {
    timer.abort();
  }
}
