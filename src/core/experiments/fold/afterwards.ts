import type { Observation } from '../../observation.ts';

/**
 * Whether something that is reported once time is up tells of the time before. What is learned late of the cluster or of
 * the measurement does, and that an attempt under way failed; what happens only now, such as an answer, comes too late.
 *
 * @param timeUpMs runner clock
 */
export function tellsOfBefore(seen: Observation, timeUpMs: number): boolean {
  if (seen.kind === 'probe') return !seen.matched && seen.startedMs <= timeUpMs;
  return !('seen' in seen) || seen.seen.by === 'list';
}
