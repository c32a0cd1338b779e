import type { Looked, Trouble } from '../../core/doctor/judgement.ts';
import { messageOf, PodStartSloError } from '../../core/errors.ts';
import { clusterError, hasStatus } from '../api/api.ts';
import { within } from '../probe/attempt/within.ts';

/** How long any one check may take, however often its requests are tried again. */
export const checkWithinMs = 12_000;

/** Looks for a while. What goes wrong becomes the reason why it was not checked. @throws the signal's reason alone */
export async function look<T>(
  doing: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Looked<T>> {
  try {
    return { facts: await within(checkWithinMs, doing, signal, work) };
  } catch (error) {
    signal.throwIfAborted();
    return {
      notChecked: hasStatus(error, 403) ? `no permission for ${doing}` : troubleOf(error, doing).message,
    };
  }
}

/** An error in the words that a run would have for it. */
export function troubleOf(error: unknown, doing: string): Trouble {
  const told = error instanceof PodStartSloError ? error : clusterError(error, doing);
  return { message: messageOf(told), hint: told.facts.hint ?? null };
}
