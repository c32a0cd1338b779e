import type { V1Service } from '@kubernetes/client-node';
import type { Clock } from '../../../core/ports.ts';
import { withinTime } from '../../../core/time-limit.ts';
import type { ApiClient } from '../../api/api.ts';
import { watchList } from '../../watch/watch.ts';

/**
 * The Service as soon as its load balancer has an address, or null when the time is over before it.
 * @throws the signal's reason; PodStartSloError cluster where Services may not be watched
 */
export async function withLoadBalancer(
  api: ApiClient,
  service: V1Service,
  timeoutMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<V1Service | null> {
  const namespace = service.metadata?.namespace ?? '';
  const name = service.metadata?.name ?? '';
  const found = Promise.withResolvers<V1Service>();
  const look = (seen: V1Service): void => {
    if ((seen.status?.loadBalancer?.ingress ?? []).length > 0) found.resolve(seen);
  };
  const target = {
    path: `/api/v1/namespaces/${namespace}/services`,
    fieldSelector: `metadata.name=${name}`,
    resourceName: 'services',
  };
  const handlers = {
    onSync: (services: readonly V1Service[]) => services.forEach(look),
    onChange: (_type: string, seen: V1Service) => look(seen),
  };
  const watch = watchList<V1Service>(api, target, handlers, { clock, signal });
  try {
    const refused = watch.ready.then(() => found.promise);
    return await withinTime(refused, timeoutMs, clock, signal);
  } finally {
    await watch.stop();
  }
}
