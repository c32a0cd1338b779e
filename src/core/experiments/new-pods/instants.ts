import type { Observation } from '../../observation.ts';
import type { FleetRecord, Instant, InstantName } from '../../result.ts';
import { instantsOf } from '../record/pod-instants.ts';
import type { PodTimeline } from '../record/timeline.ts';
import type { NewPodsState } from './state.ts';

const requests = ['create-requested', 'create-accepted', 'scale-requested', 'scale-accepted'] as const;

/** The instants of the new pods as a whole, and those of the pod that was available last. */
export function newPodsInstants(
  { startMs, serviceAnsweredMs }: NewPodsState,
  observations: readonly Observation[],
  fleet: FleetRecord,
  last: PodTimeline | null,
): Instant[] {
  if (startMs === null) return [];
  const at = (name: InstantName, sinceStartMs: number | null, resolutionMs: number): Instant[] =>
    sinceStartMs === null ? [] : [{ name, clock: 'runner', sinceStartMs, resolutionMs }];
  const sent = requests.flatMap((kind) => {
    const seen = observations.find((each) => each.kind === kind);
    return seen === undefined ? [] : at(kind, seen.atMs - startMs, 0.001);
  });
  const fine = (ms: number | null): number =>
    fleet.pods.find(({ availableMs }) => availableMs === ms)?.resolutionMs ?? 1;
  return [
    ...sent,
    ...at('first-available', fleet.firstMs, fine(fleet.firstMs)),
    ...at('half-available', fleet.halfMs, fine(fleet.halfMs)),
    ...at('all-available', fleet.allMs, fine(fleet.allMs)),
    ...at('answered', serviceAnsweredMs === null ? null : serviceAnsweredMs - startMs, 1),
    ...(last === null ? [] : instantsOf(last)),
  ];
}
