import { apiProxyPath } from './api-proxy.ts';
import { clusterIpPath } from './cluster-ip.ts';
import { loadBalancerPath } from './load-balancer.ts';
import { nodePortPath } from './node-port.ts';
import { portForwardPath } from './port-forward.ts';
import type { Candidate } from './target.ts';
import type { PathFacts, PathTools } from './path-facts.ts';

/** The ways to a Service, closest to what its clients use first. Connects to nothing yet. */
export function pathCandidates(facts: PathFacts, tools: PathTools): readonly Candidate[] {
  return [clusterIpPath, loadBalancerPath, nodePortPath, portForwardPath, apiProxyPath].map((path) =>
    path(facts, tools),
  );
}
