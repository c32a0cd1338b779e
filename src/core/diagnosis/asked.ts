import { isService } from '../config/object-kinds.ts';
import type { Manifest, Scenario } from '../plan.ts';

/** What a scenario probes, in the words of its configuration. */
export interface Asked {
  scheme: 'http' | 'https';
  path: string;
  status: number;
  /** Where the container should listen: a number, or the name of a container port; null where it is not known. */
  port: number | string | null;
  /** The Service that is probed; null: the run's own. */
  service: string | null;
  image: string | null;
  podLogs: boolean;
}

export function askedOf({ workload, probe, podLogs }: Scenario): Asked {
  const { scheme, path, status } = probe;
  const service = workload.kind === 'manifest' ? serviceIn(workload.manifests, probe.service) : undefined;
  const port = workload.kind === 'image' ? workload.port : targetPortOf(service, probe.port);
  return {
    scheme: scheme ?? 'http',
    path,
    status,
    port,
    service: workload.kind === 'image' ? null : (service?.object.metadata.name ?? probe.service),
    image: workload.kind === 'image' ? workload.image : null,
    podLogs,
  };
}

function serviceIn(manifests: readonly Manifest[], name: string | null): Manifest | undefined {
  return manifests.find(
    ({ object }) => isService(object) && (name === null || object.metadata.name === name),
  );
}

function targetPortOf(service: Manifest | undefined, wanted: number | string | null): number | string | null {
  const spec = service?.object['spec'] as { ports?: readonly Record<string, unknown>[] } | undefined;
  const entry = spec?.ports?.find(({ port, name }) => wanted === null || port === wanted || name === wanted);
  const target = entry?.['targetPort'] ?? entry?.['port'];
  return typeof target === 'number' || typeof target === 'string' ? target : null;
}
