import type { V1Endpoint, V1EndpointSlice } from '@kubernetes/client-node';
import type { EndpointFacts } from '../../core/observation.ts';

/** The endpoints of a Service over all its slices. A missing ready condition means ready (EndpointSlice API). */
export function endpointFacts(slices: Iterable<V1EndpointSlice>): EndpointFacts[] {
  return [...slices].flatMap(factsOf);
}

/** Of many slices one changes at a time: the facts of the others are the same objects again. */
const known = new WeakMap<V1EndpointSlice, readonly EndpointFacts[]>();

function factsOf(slice: V1EndpointSlice): readonly EndpointFacts[] {
  const facts = known.get(slice) ?? (slice.endpoints ?? []).map(endpointOf);
  known.set(slice, facts);
  return facts;
}

function endpointOf({ addresses, targetRef, conditions }: V1Endpoint): EndpointFacts {
  return {
    address: addresses[0] ?? '',
    podUid: targetRef?.uid ?? null,
    podName: targetRef?.name ?? null,
    ready: conditions?.ready ?? true,
    servesWhileTerminating: conditions?.terminating === true && conditions.serving === true,
  };
}
