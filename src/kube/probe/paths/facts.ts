import type { V1Service, V1ServicePort } from '@kubernetes/client-node';
import { choosePort, type DeclaredPort, type NoPort, type Scheme } from '../../../core/service-port.ts';

/** What the paths need to know of a Service (https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/). */
export interface ServiceFacts {
  name: string;
  namespace: string;
  /** ClusterIP, NodePort, LoadBalancer or ExternalName. */
  type: string;
  /** `None` for a headless one. */
  clusterIPs: readonly string[];
  /** TCP ports only: HTTP is asked over nothing else here. */
  ports: readonly ServicePort[];
  ingress: readonly Ingress[];
  /** externalTrafficPolicy Local: a node without a pod of the Service drops what comes to its node port. */
  localTrafficOnly?: boolean;
}

export interface ServicePort extends DeclaredPort {
  nodePort: number | null;
}

/** One address of a load balancer: an IP or a hostname. */
export interface Ingress {
  ip?: string;
  hostname?: string;
  /** What the cloud says of single ports; `error` is set where it could not open one. */
  ports?: readonly { port: number; error?: string }[];
}

export interface NodeFacts {
  name: string;
  internalIPs: readonly string[];
  externalIPs: readonly string[];
  ready: boolean;
}

/** Reads the API's object; missing parts become empty, never errors. */
export function serviceFacts({ metadata, spec, status }: V1Service): ServiceFacts {
  const clusterIPs = spec?.clusterIPs ?? (spec?.clusterIP === undefined ? [] : [spec.clusterIP]);
  return {
    name: metadata?.name ?? '',
    namespace: metadata?.namespace ?? '',
    type: spec?.type ?? 'ClusterIP',
    clusterIPs: clusterIPs.filter((ip) => ip !== ''),
    ports: (spec?.ports ?? []).filter((each) => (each.protocol ?? 'TCP') === 'TCP').map(portFacts),
    ingress: (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname, ports }) => ({
      ...(ip === undefined ? {} : { ip }),
      ...(hostname === undefined ? {} : { hostname }),
      ports: (ports ?? []).map(({ port, error }) => (error === undefined ? { port } : { port, error })),
    })),
    localTrafficOnly: spec?.externalTrafficPolicy === 'Local',
  };
}

function portFacts({ name, port, nodePort, targetPort, appProtocol }: V1ServicePort): ServicePort {
  return {
    name: name ?? null,
    port,
    nodePort: nodePort === undefined || nodePort === 0 ? null : nodePort,
    targetPort: targetPort ?? port,
    appProtocol: appProtocol ?? null,
  };
}

/** The port to probe: the wanted one, by number or name, or the one that is clear. */
export function servicePort(
  service: ServiceFacts,
  wanted: number | string | null,
  scheme: Scheme | null = null,
): ServicePort | NoPort {
  return choosePort(service.ports, wanted, scheme);
}
