import { PodStartSloError, type EndingSignal } from '../../core/errors.ts';
import type { Result, Verdict } from '../../core/result.ts';

/** What the exit codes mean is a promise: docs/reference/cli.md. */
export const exitCodes = {
  met: 0,
  violated: 1,
  usage: 2,
  noVerdict: 3,
  inconclusive: 4,
} as const;

/** As a shell says it of a program that a signal ended: 128 and the signal's number. */
export const exitCodeOfSignal: Record<EndingSignal, number> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGQUIT: 131,
  SIGTERM: 143,
};

const ofVerdict: Record<Verdict, number> = {
  met: exitCodes.met,
  violated: exitCodes.violated,
  inconclusive: exitCodes.inconclusive,
};

/** Without objectives a run that measured is a run that succeeded. */
export function exitCodeOf({ complete, verdict }: Result): number {
  if (!complete) return exitCodes.noVerdict;
  return verdict === null ? exitCodes.met : ofVerdict[verdict];
}

/** Anything but our own error is a bug, and no verdict either. */
export function exitCodeOfError(error: unknown): number {
  if (!(error instanceof PodStartSloError)) return exitCodes.noVerdict;
  if (error.code === 'usage') return exitCodes.usage;
  return error.code === 'interrupted'
    ? exitCodeOfSignal[error.facts.signal ?? 'SIGINT']
    : exitCodes.noVerdict;
}
