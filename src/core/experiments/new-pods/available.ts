import type { FleetPod } from '../../result-iteration.ts';

/** Whether a pod became available at all, also where nobody knows exactly when. */
export function isAvailable({ availableMs, availableAtMostMs }: FleetPod): boolean {
  return availableMs !== null || availableAtMostMs !== null;
}
