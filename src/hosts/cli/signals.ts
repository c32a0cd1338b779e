import { PodStartSloError } from '../../core/errors.ts';
import { exitCodes } from './exit-code.ts';
import type { Context } from './streams.ts';

export interface Interrupts {
  /** Aborted by the first signal: measure no more, delete what was created. */
  signal: AbortSignal;
  /** Aborted by the second: do not wait for the deletions. */
  cleanupSignal: AbortSignal;
  stop: () => void;
}

type Signal = 'SIGINT' | 'SIGTERM';
const signals: readonly Signal[] = ['SIGINT', 'SIGTERM'];

/** Turns signals into orderly ends: the first ends the run, the second the clean-up, the third the process. */
export function watchSignals(
  context: Pick<Context, 'signals' | 'exitNow'>,
  say: (message: string) => void,
): Interrupts {
  const run = new AbortController();
  const cleanup = new AbortController();
  const onSignal = (signal: Signal): void => {
    const reason = new PodStartSloError('interrupted', `interrupted by ${signal}`, { signal });
    if (!run.signal.aborted) {
      say(`${signal}: deleting what was created; once more to leave it behind`);
      run.abort(reason);
    } else if (!cleanup.signal.aborted) {
      say(`${signal}: not waiting for the clean-up; "pod-start-slo clean" deletes what is left`);
      cleanup.abort(reason);
    } else context.exitNow(signal === 'SIGTERM' ? exitCodes.sigterm : exitCodes.sigint);
  };
  const handlers = signals.map((signal) => ({ signal, handler: () => onSignal(signal) }));
  for (const { signal, handler } of handlers) context.signals.on(signal, handler);
  return {
    signal: run.signal,
    cleanupSignal: cleanup.signal,
    stop: () => {
      for (const { signal, handler } of handlers) context.signals.off(signal, handler);
    },
  };
}
