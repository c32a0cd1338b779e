import type { Clock } from '../../core/ports.ts';
import { apiProxyPath } from './api-proxy.ts';
import type { ApiTransport, PodPort } from './api-transport.ts';
import { clusterIpPath } from './cluster-ip.ts';
import type { NodeFacts, ServiceFacts, ServicePort } from './facts.ts';
import { loadBalancerPath } from './load-balancer.ts';
import { nodePortPath } from './node-port.ts';
import { portForwardPath } from './port-forward.ts';
import type { Candidate, ProbeRequest } from './target.ts';

/** All that is known of the ways to a Service. */
export interface PathFacts {
  service: ServiceFacts;
  /** The port that is asked; see servicePort. */
  port: ServicePort;
  /** Empty where nodes may not be listed. */
  nodes: readonly NodeFacts[];
  /** For a port-forward: the pod there is now and its container's port, or null while there is none. */
  pod: (() => PodPort | null) | null;
  request: ProbeRequest;
}

export interface PathTools {
  clock: Pick<Clock, 'nowMs'>;
  api: ApiTransport;
}

/** The ways to a Service, closest to what its clients use first. Connects to nothing yet. */
export function pathCandidates(facts: PathFacts, tools: PathTools): readonly Candidate[] {
  return [clusterIpPath, loadBalancerPath, nodePortPath, portForwardPath, apiProxyPath].map((path) =>
    path(facts, tools),
  );
}
