import { PodStartSloError } from '../../core/errors.ts';

/** Where signals and uncaught errors arrive: the process itself. */
export type ProcessEvents = Pick<NodeJS.EventEmitter, 'on' | 'off'>;

const events = ['uncaughtException', 'unhandledRejection'] as const;

/** Calls back with every error that nobody has caught, instead of Node's exit code 1. The returned function stops it. */
export function onUncaught(source: ProcessEvents, handle: (error: unknown) => void): () => void {
  for (const event of events) source.on(event, handle);
  return () => {
    for (const event of events) source.off(event, handle);
  };
}

/** An error that nobody has caught leaves no verdict, even where it came after the last start. @throws that error */
export function throwIfFailed(signal: AbortSignal): void {
  const reason: unknown = signal.reason;
  if (signal.aborted && reason instanceof PodStartSloError && reason.code !== 'interrupted') throw reason;
}

/** What `endWithoutVerdict` needs of the process. */
export type EndableProcess = ProcessEvents &
  Pick<NodeJS.EventEmitter, 'emit' | 'listenerCount'> & {
    exitCode?: number | string | null | undefined;
    exit: () => void;
  };

/**
 * From now on the process ends with `exitCode` and never with Node's own codes, until the returned function is called
 * with the code that the work came to. An error that nobody catches is printed and ends the process, unless a run is
 * under way: that listens too, and ends in order. A process that has nothing left to wait for has such an error.
 */
export function endWithoutVerdict(
  host: EndableProcess,
  exitCode: number,
  print: (error: unknown) => void,
): (exitCode: number) => void {
  let isDone = false;
  /** Errors that a run under way has taken and should print at its end. */
  let taken: { error: unknown } | null = null;
  host.exitCode = exitCode;
  onUncaught(host, (error) => {
    if (host.listenerCount('uncaughtException') > 1) taken ??= { error };
    else {
      taken = null;
      print(error);
      host.exit();
    }
  });
  host.on('beforeExit', () => {
    if (!isDone && taken === null)
      host.emit('uncaughtException', new Error('the program stopped before its work was done'));
  });
  host.on('exit', () => {
    if (!isDone && taken !== null) print(taken.error);
  });
  return (code) => {
    isDone = true;
    host.exitCode = code;
  };
}
