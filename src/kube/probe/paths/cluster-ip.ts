import { directTarget } from './direct.ts';
import type { PathFacts, PathTools } from './path-facts.ts';
import { candidate, type Candidate } from './target.ts';

/** The Service's own address, as pods use it. Whether it is routed from here only an attempt can tell. */
export function clusterIpPath({ service, port, request }: PathFacts, { clock }: PathTools): Candidate {
  const ips = service.clusterIPs.filter((ip) => ip !== 'None');
  return candidate(
    'cluster-ip',
    ips.map((ip) => directTarget('cluster-ip', ip, port.port, request, clock)),
    service.type === 'ExternalName' ? 'the Service is an ExternalName' : 'the Service has no cluster IP',
  );
}
