import { PodStartSloError } from '../../core/errors.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';

export interface Interrupts {
  /** Aborted by the first signal: measure no more, delete what was created. */
  signal: AbortSignal;
  /** Aborted when there is no time to wait for the deletions any more. */
  cleanupSignal: AbortSignal;
  stop: () => void;
}

type Signal = 'SIGINT' | 'SIGTERM';

/** The runner kills the step 2.5 s after SIGTERM (ProcessInvoker.cs of actions/runner); the reports need some of it. */
const afterSigtermMs = 1500;

/**
 * A cancelled step gets SIGINT, 7.5 s later SIGTERM, and 2.5 s later it is killed. The first signal ends the run, which
 * sends the deletions at once; SIGTERM ends waiting for them, so that the partial result is reported in any case.
 */
export function watchSignals({ signals, exitNow }: Pick<Host, 'signals' | 'exitNow'>, log: Log): Interrupts {
  const run = new AbortController();
  const cleanup = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const onSignal = (signal: Signal): void => {
    const reason = new PodStartSloError('interrupted', `interrupted by ${signal}`, { signal });
    const isFirst = !run.signal.aborted;
    if (isFirst) {
      log.say(`${signal}: deleting what was created`);
      run.abort(reason);
      if (signal === 'SIGTERM') timers.push(setTimeout(() => cleanup.abort(reason), afterSigtermMs).unref());
    } else if (!cleanup.signal.aborted) {
      log.say(`${signal}: not waiting for the deletions; the post step looks after what is left`);
      cleanup.abort(reason);
    } else exitNow(1);
  };
  const handlers = (['SIGINT', 'SIGTERM'] as const).map((name) => ({ name, handle: () => onSignal(name) }));
  for (const { name, handle } of handlers) signals.on(name, handle);
  return {
    signal: run.signal,
    cleanupSignal: cleanup.signal,
    stop() {
      for (const timer of timers) clearTimeout(timer);
      for (const { name, handle } of handlers) signals.off(name, handle);
    },
  };
}
