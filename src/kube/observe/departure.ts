import { goneWithinMs, stillThere, type Placed } from '../api/objects.ts';
import { podTemplateOf } from '../workload/pod-template.ts';
import type { RunWatch } from './run-watch.ts';
import type { LeftSeen, Staying } from './seen-objects.ts';

/**
 * Waits on the watch until pods and slices whose objects were deleted are gone, for a bounded time; what belongs to an
 * object whose deletion was refused is not on its way, and not waited for. Says what is left.
 */
export async function untilDeparted(
  watch: Pick<RunWatch, 'untilEmpty'>,
  refused: readonly Placed[],
  gracePeriodSeconds: number,
  signal: AbortSignal,
): Promise<string[]> {
  const staying = stayingOf(refused);
  const left = await watch.untilEmpty(goneWithinMs + gracePeriodSeconds * 1000, staying, signal);
  return [...sentences('pods', left, staying), ...sentences('slices', left, staying)];
}

function stayingOf(refused: readonly Placed[]): Staying {
  return {
    pods: refused.some(({ object }) => podTemplateOf(object) !== null),
    slices: refused.some(({ object }) => object.kind === 'Service'),
  };
}

function sentences(of: keyof LeftSeen, left: LeftSeen, staying: Staying): string[] {
  return left[of].map((what) => (staying[of] ? `${what} is left` : stillThere(what)));
}
