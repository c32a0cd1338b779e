import type { EndpointFacts } from './observation.ts';

/**
 * Whether the Service's own routing leads anywhere: kube-proxy sends to ready endpoints, and without any to those that
 * still serve while they terminate
 * (https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-to-terminating-endpoints).
 */
export function isRoutable(endpoints: readonly EndpointFacts[]): boolean {
  return endpoints.some(({ ready, servesWhileTerminating }) => ready || servesWhileTerminating);
}
