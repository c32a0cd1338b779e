import type { RunDeps } from './run-deps.ts';

/** Aborted when the run's `max-duration` is over. */
export interface RunDeadline {
  signal: AbortSignal;
}

export interface ScenarioDeps extends RunDeps {
  random: () => number;
  deadline: RunDeadline;
  onIteration: () => Promise<void>;
}
