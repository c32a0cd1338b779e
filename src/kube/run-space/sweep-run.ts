import { messageOf } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import { clusterError, hasStatus, type ApiClient } from '../api.ts';
import { runIdLabel } from '../workload/labels.ts';
import { deleteNamespace, ownNamespace } from './namespace.ts';
import { sweep, type Swept } from './sweep.ts';

/**
 * Deletes what one run has left that is known to be over, whether its lease has expired or not.
 * @param namespace where it worked; null: in one of its own
 * @throws PodStartSloError cluster
 */
export async function sweepRun(
  api: ApiClient,
  { namespace, runId }: { namespace: string | null; runId: string },
  clock: Clock,
  signal: AbortSignal,
): Promise<Swept> {
  if (namespace !== null) return await sweep(api, { namespace, runId, all: true }, clock, signal);
  const name = ownNamespace(runId);
  if (!(await mayBeOurs(api, name, runId, signal))) return { deleted: [], left: [], alive: [] };
  try {
    await deleteNamespace(api, name, signal);
    return { deleted: [`namespace ${name}`], left: [], alive: [] };
  } catch (error) {
    return { deleted: [], left: [`namespace ${name} (${messageOf(error)})`], alive: [] };
  }
}

/** It is there, not on its way out, and nobody else has made one of that name. Who may not look goes by the name. */
async function mayBeOurs(api: ApiClient, name: string, runId: string, signal: AbortSignal): Promise<boolean> {
  try {
    const { body } = await api.request<Found>({ method: 'GET', path: `/api/v1/namespaces/${name}`, signal });
    return body.metadata.labels?.[runIdLabel] === runId && body.metadata.deletionTimestamp === undefined;
  } catch (error) {
    if (hasStatus(error, 403)) return true;
    if (hasStatus(error, 404)) return false;
    throw clusterError(error, `looking at namespace ${name}`);
  }
}

interface Found {
  metadata: { labels?: Record<string, string>; deletionTimestamp?: string };
}
