import { endingSignals, PodStartSloError, unexpected, type EndingSignal } from '../../core/errors.ts';
import { onUncaught } from '../shared/uncaught.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { stackSource } from './uncaught.ts';

export interface Interrupts {
  /** Aborted by the first signal, or an error that nobody has caught: measure no more, delete what was created. */
  signal: AbortSignal;
  /** Aborted when there is no time to wait for the deletions any more. */
  cleanupSignal: AbortSignal;
  stop: () => void;
}

/** The runner kills the step 2.5 s after SIGTERM (ProcessInvoker.cs of actions/runner); the reports need some of it. */
const afterSigtermMs = 1500;
/** After an error that nobody has caught, what waits for the clean-up may never go on. */
const cleanupMs = 180_000;

/**
 * A cancelled step gets SIGINT, 7.5 s later SIGTERM, and 2.5 s later it is killed. The first signal ends the run, which
 * sends the deletions at once; SIGTERM ends waiting for them, so that the partial result is reported in any case.
 */
export function watchSignals(
  { signals, exitNow, ignoresHangup }: Pick<Host, 'signals' | 'exitNow' | 'ignoresHangup'>,
  log: Log,
): Interrupts {
  const run = new AbortController();
  const cleanup = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const onSignal = (signal: EndingSignal): void => {
    const reason = new PodStartSloError('interrupted', `interrupted by ${signal}`, { signal });
    const isFirst = !run.signal.aborted;
    if (isFirst) {
      log.say(`${signal}: deleting what was created`);
      run.abort(reason);
      if (signal === 'SIGTERM') timers.push(setTimeout(() => cleanup.abort(reason), afterSigtermMs).unref());
    } else if (signal === 'SIGHUP') {
      // One terminal that closes sends several. Nobody means by it not to clean up.
    } else if (!cleanup.signal.aborted) {
      log.say(`${signal}: not waiting for the deletions; the post step deletes the leftovers`);
      cleanup.abort(reason);
    } else exitNow(1);
  };
  let hasFailed = false;
  const onError = (error: unknown): void => {
    if (hasFailed) return;
    hasFailed = true;
    const reason = unexpected(error, stackSource);
    log.say(`error: ${reason.message}; deleting what was created`);
    timers.push(setTimeout(() => exitNow(1), cleanupMs).unref());
    run.abort(reason);
  };
  const handlers = endingSignals
    .filter((name) => name !== 'SIGHUP' || !ignoresHangup)
    .map((name) => ({ name, handle: () => onSignal(name) }));
  for (const { name, handle } of handlers) signals.on(name, handle);
  const stopUncaught = onUncaught(signals, onError);
  return {
    signal: run.signal,
    cleanupSignal: cleanup.signal,
    stop() {
      for (const timer of timers) clearTimeout(timer);
      stopUncaught();
      for (const { name, handle } of handlers) signals.off(name, handle);
    },
  };
}
