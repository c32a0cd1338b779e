import type { V1PodSpec, V1Service } from '@kubernetes/client-node';
import { serviceFacts, servicePort, type ServicePort } from '../paths/facts.ts';

/**
 * The container port that the Service leads to at the port that is asked, its first where none is named; null where it
 * cannot be told.
 */
export function podPort(
  spec: V1PodSpec | undefined,
  service: V1Service,
  asked: number | string | null,
): number | null {
  const port = servicePort(serviceFacts(service), asked);
  return typeof port === 'string' || spec === undefined ? null : containerPort(port, spec);
}

/** A number, or the container port of that name; null where there is none. */
export function containerPort(port: ServicePort, spec: V1PodSpec): number | null {
  if (typeof port.targetPort === 'number') return port.targetPort;
  const named = spec.containers
    .flatMap((container) => container.ports ?? [])
    .find(({ name }) => name === port.targetPort);
  return named?.containerPort ?? null;
}
