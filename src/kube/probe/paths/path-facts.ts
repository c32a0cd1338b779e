import type { Clock } from '../../../core/ports.ts';
import type { ApiTransport, PodPort } from '../attempt/api-transport.ts';
import type { NodeFacts, ServiceFacts, ServicePort } from './facts.ts';
import type { ProbeRequest } from './target.ts';

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
