import type { ClockFacts } from '../../core/doctor/checks/clock.ts';
import { hasStatus, type ApiClient } from '../api/api.ts';
import { leasesPath, type LeaseSpec } from '../session/lease.ts';

interface NodeLease {
  metadata: { name: string };
  spec: Pick<LeaseSpec, 'renewTime'>;
}

/** Of all answers so far; nodes by the signs of life that their kubelets stamp themselves. @throws ApiError */
export async function seeClock(api: ApiClient, signal: AbortSignal): Promise<ClockFacts> {
  const leases = await nodeLeases(api, signal);
  const skew = api.stats.clockSkew;
  const serverUnixMs = Date.now() + (skew?.skewMs ?? 0) + (skew?.resolutionMs ?? 0);
  return {
    skewMs: skew?.skewMs ?? null,
    resolutionMs: skew?.resolutionMs ?? 0,
    ahead:
      leases?.map(({ metadata, spec }) => ({
        node: metadata.name,
        byMs: Date.parse(spec.renewTime) - serverUnixMs,
      })) ?? null,
  };
}

async function nodeLeases(api: ApiClient, signal: AbortSignal): Promise<NodeLease[] | null> {
  try {
    const path = leasesPath('kube-node-lease');
    return (await api.request<{ items: NodeLease[] }>({ method: 'GET', path, signal })).body.items;
  } catch (error) {
    if (hasStatus(error, 403, 404)) return null;
    throw error;
  }
}
