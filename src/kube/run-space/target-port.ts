import type { V1PodSpec } from '@kubernetes/client-node';
import type { ServicePort } from '../probe/facts.ts';

/** The container port a Service port leads to: a number, or the container port of that name; null where there is none. */
export function containerPort(port: ServicePort, spec: V1PodSpec): number | null {
  if (typeof port.targetPort === 'number') return port.targetPort;
  const named = spec.containers
    .flatMap((container) => container.ports ?? [])
    .find(({ name }) => name === port.targetPort);
  return named?.containerPort ?? null;
}
