import { printableValue } from './printable-value.ts';

/**
 * Why a run could not give a verdict. The hosts map each code to an exit code:
 * `usage` → 2, `cluster` → 3, `interrupted` → 130 or 143. A failed SLO is data, never one of these.
 */
export type ErrorCode = 'usage' | 'cluster' | 'interrupted';

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
  signal?: 'SIGINT' | 'SIGTERM';
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

/** All problems of the input in one error, so that a user mends them in one go. */
export function usageError(problems: readonly Problem[]): PodStartSloError {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  return new PodStartSloError('usage', `${count} with the input`, { problems });
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
