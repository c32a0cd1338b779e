import type { Clock, ImageCache, Report, RunSpace } from '../core/ports.ts';
import type { Result } from '../core/result.ts';

export interface RunDeps {
  clock: Clock;
  space: RunSpace;
  /** Null where images cannot be removed from the nodes; then no scenario may ask for it. */
  imageCache: ImageCache | null;
  report: Report;
  /** Called after every iteration with all there is, so that a killed run loses none. */
  onResult: (result: Result) => Promise<void>;
  /** Facts of the run that its result carries; `fingerprint` is asked for when the path is known. */
  identity: RunIdentity;
  signal: AbortSignal;
  cleanupSignal: AbortSignal;
}

export interface RunIdentity {
  toolVersion: string;
  runId: string;
  startedAt: string;
  now: () => string;
  fingerprint: () => Result['fingerprint'];
}
