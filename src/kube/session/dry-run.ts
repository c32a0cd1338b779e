import type { Clock } from '../../core/ports.ts';
import type { ApiClient } from '../api/api.ts';
import { collectionPath } from '../api/discovery.ts';
import { findObject, isGoing, type Placed } from '../api/objects.ts';
import { isAllocated, isTaken } from '../api/refusal.ts';

export interface DryRunOptions {
  /** Whether it is made in a namespace that stands for one not made yet: its names and rights are not ours. */
  isStandIn: boolean;
  clock: Clock;
  signal: AbortSignal;
}

/** What an earlier run had made is usually gone by then, its names and ports free again. */
const passesWithinMs = 15_000;
const tryEveryMs = 250;

/** What the API server says against creating an object, without storing it; null: nothing. */
export async function dryRunError(
  api: ApiClient,
  placed: Placed,
  { isStandIn, clock, signal }: DryRunOptions,
): Promise<unknown> {
  const deadlineMs = clock.nowMs() + passesWithinMs;
  for (;;) {
    const error = await dryRun(api, placed, signal);
    if (error === null || clock.nowMs() >= deadlineMs) return error;
    const isOver = isTaken(error)
      ? isStandIn || !(await isLeaving(api, placed, signal))
      : !isAllocated(error);
    if (isOver) return error;
    await clock.sleep(tryEveryMs, signal);
  }
}

async function dryRun(api: ApiClient, { object, resource }: Placed, signal: AbortSignal): Promise<unknown> {
  const path = collectionPath(resource, object.metadata.namespace ?? '');
  const query = { dryRun: 'All', fieldValidation: 'Strict' };
  try {
    await api.request({ method: 'POST', path, query, body: object, signal });
    return null;
  } catch (error) {
    signal.throwIfAborted();
    return error;
  }
}

/** Whether what has the name is gone, or on its way out. */
async function isLeaving(api: ApiClient, placed: Placed, signal: AbortSignal): Promise<boolean> {
  try {
    const found = await findObject(api, placed, signal);
    return found === null || isGoing(found);
  } catch {
    // Who may not look at it has to believe that it stays.
    signal.throwIfAborted();
    return false;
  }
}
