import type { EndpointFacts } from './observation.ts';

/**
 * Where the Service's own routing leads: kube-proxy sends to ready endpoints, and without any to those that still serve
 * while they terminate (https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-to-terminating-endpoints).
 */
export function routableEndpoints(endpoints: readonly EndpointFacts[]): readonly EndpointFacts[] {
  const ready = endpoints.filter((endpoint) => endpoint.ready);
  return ready.length > 0 ? ready : endpoints.filter((endpoint) => endpoint.servesWhileTerminating);
}
