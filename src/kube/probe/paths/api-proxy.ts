import { apiAttempt } from '../attempt/api-attempt.ts';
import { serviceProxyPath } from './api-paths.ts';
import type { PathFacts, PathTools } from './path-facts.ts';
import { candidate, type Candidate } from './target.ts';

/** At most 10 probes a second: the API server that is asked also tells the times. */
export const apiProxyIntervalMs = 100;

/** The API server's proxy: it picks an endpoint of the Service and connects to the pod itself, past kube-proxy. */
export function apiProxyPath({ service, port, request }: PathFacts, { api, clock }: PathTools): Candidate {
  const { scheme, expectedStatus } = request;
  const { namespace, name } = service;
  const path = serviceProxyPath({ namespace, name, port: port.port }, scheme, request.path);
  const target = {
    via: 'api-proxy',
    address: path,
    host: null,
    minIntervalMs: apiProxyIntervalMs,
    maxInFlight: 10,
    throughService: true,
    attempt: (_floorMs: number | null, signal: AbortSignal) =>
      apiAttempt(api, { path, expectedStatus, signal }, clock),
  } as const;
  const selectsPods = service.type !== 'ExternalName';
  return candidate('api-proxy', selectsPods ? [target] : [], 'the Service is an ExternalName');
}
