import { performance } from 'node:perf_hooks';

/** Time and a way to be called again, so that tests need not wait. */
export interface LiveClock {
  nowMs: () => number;
  /** Calls back again and again until the returned function is called; keeps no process alive. */
  every: (ms: number, callback: () => void) => () => void;
}

export const systemLiveClock: LiveClock = {
  nowMs: () => performance.now(),
  every(ms, callback) {
    const timer = setInterval(callback, ms).unref();
    return () => clearInterval(timer);
  },
};
