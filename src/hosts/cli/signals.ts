import { endingSignals, PodStartSloError, unexpected, type EndingSignal } from '../../core/errors.ts';
import { onUncaught } from '../shared/uncaught.ts';
import { exitCodeOfSignal, exitCodes } from './exit-code.ts';
import { stackSource } from './print-error.ts';
import type { Context } from './streams.ts';

export interface Interrupts {
  /** Aborted by the first signal, or an error that nobody has caught: measure no more, delete what was created. */
  signal: AbortSignal;
  /** Aborted by the second: do not wait for the deletions. */
  cleanupSignal: AbortSignal;
  stop: () => void;
}

/** After an error that nobody has caught, what waits for the clean-up may never go on. */
const cleanupMs = 180_000;

/** Turns signals into orderly ends: the first ends the run, the second the clean-up, the third the process. */
export function watchSignals(
  context: Pick<Context, 'signals' | 'exitNow' | 'ignoresHangup'>,
  say: (message: string) => void,
): Interrupts {
  const run = new AbortController();
  const cleanup = new AbortController();
  let limit: NodeJS.Timeout | undefined;
  const onSignal = (signal: EndingSignal): void => {
    const reason = new PodStartSloError('interrupted', `interrupted by ${signal}`, { signal });
    if (!run.signal.aborted) {
      say(`${signal}: deleting what was created; once more to leave it behind`);
      run.abort(reason);
    } else if (signal === 'SIGHUP') {
      // One terminal that closes sends several: the kernel's, and its shell's. Nobody means by it not to clean up.
    } else if (!cleanup.signal.aborted) {
      say(`${signal}: not waiting for the clean-up; "pod-start-slo clean" deletes the leftovers`);
      cleanup.abort(reason);
    } else context.exitNow(exitCodeOfSignal[signal]);
  };
  const onError = (error: unknown): void => {
    if (limit !== undefined) return;
    const reason = unexpected(error, stackSource);
    say(`error: ${reason.message}; deleting what was created`);
    limit = setTimeout(() => {
      say(
        `the clean-up did not end; "pod-start-slo clean" deletes the leftovers; ${reason.facts.hint ?? ''}`,
      );
      context.exitNow(exitCodes.noVerdict);
    }, cleanupMs).unref();
    run.abort(reason);
  };
  const handlers = endingSignals
    .filter((signal) => signal !== 'SIGHUP' || !context.ignoresHangup)
    .map((signal) => ({ signal, handler: () => onSignal(signal) }));
  for (const { signal, handler } of handlers) context.signals.on(signal, handler);
  const stopUncaught = onUncaught(context.signals, onError);
  return {
    signal: run.signal,
    cleanupSignal: cleanup.signal,
    stop: () => {
      clearTimeout(limit);
      stopUncaught();
      for (const { signal, handler } of handlers) context.signals.off(signal, handler);
    },
  };
}
