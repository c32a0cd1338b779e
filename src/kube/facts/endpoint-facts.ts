import type { V1EndpointSlice } from '@kubernetes/client-node';
import type { EndpointFacts } from '../../core/observation.ts';

/** The endpoints of a Service over all its slices. A missing ready condition means ready (EndpointSlice API). */
export function endpointFacts(slices: Iterable<V1EndpointSlice>): EndpointFacts[] {
  return [...slices].flatMap((slice) =>
    (slice.endpoints ?? []).map((endpoint) => ({
      address: endpoint.addresses[0] ?? '',
      podUid: endpoint.targetRef?.uid ?? null,
      podName: endpoint.targetRef?.name ?? null,
      ready: endpoint.conditions?.ready ?? true,
    })),
  );
}
