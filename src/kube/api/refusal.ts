import { mayBeTakenLater } from '../../core/experiments/fold/refusals.ts';
import { hasStatus, type ApiError } from './api-error.ts';

/** Whether the same create request may be answered otherwise later, without anybody changing the object. */
export function isPassingRefusal(error: unknown): error is ApiError {
  if (isTaken(error) || isConflict(error)) return true;
  return hasStatus(error, 403, 422) && mayBeTakenLater(error.message);
}

/** An object of this name is there. Where it is not on its way out it is told apart before (`objects.ts`). */
export function isTaken(error: unknown): error is ApiError {
  return hasStatus(error, 409) && error.reason === 'AlreadyExists';
}

/** Somebody was quicker to change what the request needs as well, such as the count of a quota. */
function isConflict(error: unknown): boolean {
  return hasStatus(error, 409) && error.reason === 'Conflict';
}

/** Another Service has the port or address that this one names. */
export function isAllocated(error: unknown): error is ApiError {
  return hasStatus(error, 422) && /provided (port|IP) is already allocated/.test(error.message);
}

/** The object that was to be deleted is gone, and another one has its name. */
export function isReplaced(error: unknown): error is ApiError {
  return hasStatus(error, 409) && /\buid\b/i.test(error.message);
}
