import { directTarget } from './direct.ts';
import type { NodeFacts } from './facts.ts';
import type { PathFacts, PathTools } from './path-facts.ts';
import { candidate, type Candidate } from './target.ts';

/** Every node answers on a node port, so a few of each kind of address are enough to find one that is reachable. */
const mostOfAKind = 3;

/** The node port on the addresses of ready nodes, internal ones first. */
export function nodePortPath(facts: PathFacts, { clock }: PathTools): Candidate {
  const { port, request, nodes } = facts;
  const obstacle = nodePortObstacle(facts);
  const hosts = obstacle === null ? nodeAddresses(nodes) : [];
  return candidate(
    'node-port',
    hosts.map((host) => directTarget('node-port', host, port.nodePort ?? 0, request, clock)),
    obstacle ?? 'no ready node has an address',
  );
}

function nodePortObstacle({ service, port, nodes }: PathFacts): string | null {
  if (port.nodePort === null) {
    return service.type === 'ClusterIP'
      ? 'the Service is of type ClusterIP'
      : `port ${port.port} of the Service has no node port`;
  }
  if (nodes.length === 0) return 'no node is known (listing nodes may not be allowed)';
  // Which node answers then depends on where the pod of the iteration lands.
  if (service.localTrafficOnly === true && nodes.filter(({ ready }) => ready).length > 1)
    return 'the Service has externalTrafficPolicy Local and there are several nodes';
  return null;
}

function nodeAddresses(nodes: readonly NodeFacts[]): string[] {
  const ready = nodes.filter((node) => node.ready);
  const internal = ready.flatMap((node) => node.internalIPs).slice(0, mostOfAKind);
  const external = ready.flatMap((node) => node.externalIPs).slice(0, mostOfAKind);
  return [...new Set([...internal, ...external])];
}
