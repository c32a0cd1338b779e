import { directTarget } from './direct.ts';
import type { Ingress } from './facts.ts';
import type { PathFacts, PathTools } from './path-facts.ts';
import { candidate, type Candidate } from './target.ts';

/** The address a load balancer gave the Service. */
export function loadBalancerPath({ service, port, request }: PathFacts, { clock }: PathTools): Candidate {
  const open = service.ingress.filter((each) => portError(each, port.port) === null);
  const hosts = open.flatMap(({ ip, hostname }) => ip ?? hostname ?? []).filter((host) => host !== '');
  return candidate(
    'load-balancer',
    hosts.map((host) => directTarget('load-balancer', host, port.port, request, clock)),
    absence(service.type, service.ingress, port.port),
  );
}

function absence(type: string, ingress: readonly Ingress[], port: number): string {
  if (type !== 'LoadBalancer') return `the Service is of type ${type}`;
  const error = ingress.map((each) => portError(each, port)).find((each) => each !== null);
  return error === undefined
    ? 'the load balancer has no address so far'
    : `the load balancer could not open port ${port} (${error})`;
}

function portError({ ports }: Ingress, port: number): string | null {
  return ports?.find((each) => each.port === port)?.error ?? null;
}
