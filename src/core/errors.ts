import { printableValue } from './printable-value.ts';

/**
 * Why a run could not give a verdict. The hosts map each code to an exit code:
 * `usage` → 2, `cluster` and `bug` → 3, `interrupted` → 128 and the signal's number. A failed SLO is data, never one of these.
 */
export type ErrorCode = 'usage' | 'cluster' | 'interrupted' | 'bug';

/** Signals that end a run in order. */
export const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;
export type EndingSignal = (typeof endingSignals)[number];

/** Where bugs are reported. */
export const issuesUrl = 'https://github.com/org/pod-start-slo/issues';

/** One thing that is wrong with what the user gave, with all that is needed to mend it. */
export interface Problem {
  /** Where: a flag (`--port`), a path in a file (`scenarios[0].probe.status`) or a manifest document. */
  field: string;
  /** What was found there, as the user wrote it; absent when nothing was given. */
  value?: string;
  /** What is wrong, and what is allowed. */
  message: string;
  /** What to do about it. */
  fix?: string;
}

export interface ErrorFacts {
  problems?: readonly Problem[];
  /** What to do about it, in one sentence. */
  hint?: string;
  /** HTTP status of the API server's answer, where there was one. */
  status?: number;
  /** Signal that interrupted the run. */
  signal?: EndingSignal;
}

/** The only error type that crosses a room's border on purpose; one place in each host prints it. */
export class PodStartSloError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, facts: ErrorFacts = {}, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'PodStartSloError';
    this.code = code;
    this.facts =
      facts.problems === undefined ? facts : { ...facts, problems: facts.problems.map(withPrintableValue) };
  }
}

/** Every host prints what was given; what may be a secret does not get that far. */
function withPrintableValue({ value, field, ...problem }: Problem): Problem {
  const shown = value === undefined ? null : printableValue(value);
  const named = printableValue(field) ?? 'a value';
  return { field: named, ...problem, ...(shown === null ? {} : { value: shown }) };
}

/** All problems of the input in one error, so that a user can fix them in one go. */
export function usageError(problems: readonly Problem[]): PodStartSloError {
  const count = problems.length === 1 ? '' : ` (${problems.length} problems)`;
  return new PodStartSloError('usage', `invalid input${count}`, { problems });
}

/** Codes of Node's errors with which the machine refuses something: nothing that the program could do better. */
const refusals = new Set([
  ...['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ENOMEM'],
]);
const fullDisk = new Set(['ENOSPC', 'EDQUOT']);

/**
 * What was thrown and is not our own, as an error of ours: the machine refused something, or it is a bug, and then its
 * hint says where to report it.
 * @param stackSource what shows the stack in this host: `PSS_DEBUG=1 prints`
 */
export function unexpected(error: unknown, stackSource: string): PodStartSloError {
  if (error instanceof PodStartSloError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (refusals.has(code)) {
    const hint = 'free some space on that disk; TMPDIR names the folder for temporary files';
    return new PodStartSloError('cluster', messageOf(error), fullDisk.has(code) ? { hint } : {}, error);
  }
  const hint = `this is a bug of pod-start-slo: please report it at ${issuesUrl} with the stack that ${stackSource}`;
  return new PodStartSloError('bug', `unexpected: ${messageOf(error)}`, { hint }, error);
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
