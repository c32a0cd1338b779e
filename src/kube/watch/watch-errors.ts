import { PodStartSloError } from '../../core/errors.ts';
import { ApiError } from '../api/api-error.ts';
import { IdleError } from './idle-limit.ts';
import { WatchLineError } from './watch-stream.ts';

/** Said by the server inside a stream. */
export class StreamError extends Error {
  readonly answer: ApiError;

  constructor(answer: ApiError) {
    super(answer.message, { cause: answer });
    this.answer = answer;
  }
}

export function notAList(server: string, path: string): ApiError {
  return new ApiError({
    server,
    status: 0,
    reason: 'NotAList',
    message: `${path} answered with something else than a list`,
  });
}

/** What a watch lives through; all else is a defect of this program. */
export function isExpected(error: unknown): error is Error {
  return (
    error instanceof ApiError ||
    error instanceof PodStartSloError || // credentials could not be renewed
    error instanceof StreamError ||
    error instanceof WatchLineError ||
    error instanceof IdleError
  );
}

/** After a broken line or an error inside the stream nobody knows what is missing. */
export function needsList(error: Error): boolean {
  return error instanceof StreamError || error instanceof WatchLineError || answerIn(error)?.status === 410;
}

/** What the server said, where it said something. */
export function answerIn(error: Error | null): ApiError | null {
  if (error instanceof StreamError) return error.answer;
  return error instanceof ApiError ? error : null;
}

/**
 * Whether trying again at the start is of no use. Once a watch was up, all of these may pass: a token is renewed, a role comes back.
 */
export function isRefusal(error: Error): boolean {
  if (error instanceof PodStartSloError) return true;
  const { status, reason } = answerIn(error) ?? { status: 0, reason: '' };
  if (status === 0) return reason === 'NotJson' || reason === 'NotAList';
  return status >= 400 && status < 500 && ![408, 410, 429].includes(status);
}
