import { performance } from 'node:perf_hooks';
import type { LiveClock } from './live-area.ts';

export const systemLiveClock: LiveClock = {
  nowMs: () => performance.now(),
  every(ms, callback) {
    const timer = setInterval(callback, ms).unref();
    return () => clearInterval(timer);
  },
};
