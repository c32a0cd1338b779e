import { messageOf } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import type { Clock } from '../../core/ports.ts';
import { clusterError, hasStatus, type ApiClient } from '../api.ts';
import { deleteObject, type Placed } from '../objects.ts';
import { runIdLabel } from '../workload/labels.ts';
import { LeftObjects } from './left-objects.ts';
import { leaseName, leasesPath } from './lease.ts';
import { deleteNamespace, ownNamespace } from './namespace.ts';
import type { Swept } from './sweep.ts';

/**
 * Deletes what a run of a plan has left that is known to be over. Its plan says what there may be, also where it could
 * make no lease, or may list nothing.
 * @throws PodStartSloError cluster
 */
export async function sweepRun(
  api: ApiClient,
  plan: Plan,
  runId: string,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<Swept> {
  const swept: Swept = { deleted: [], left: [], alive: [] };
  const { namespace } = plan;
  if (namespace === null) {
    await sweepOwnNamespace(api, runId, swept, signal);
    return swept;
  }
  const objects = new LeftObjects(api, plan, { namespace, runId });
  const { found, hidden } = await objects.find(signal);
  for (const placed of found) await sweepObject(api, placed, swept, signal);
  const still = swept.deleted.length === 0 ? [] : await leftAfterAWhile(objects, clock, signal);
  swept.left.push(...still.filter((what) => swept.deleted.includes(what)), ...hidden.map(unseen));
  if (swept.left.length === 0) await deleteLease(api, namespace, runId, signal);
  return swept;
}

async function sweepObject(api: ApiClient, placed: Placed, swept: Swept, signal: AbortSignal): Promise<void> {
  const what = nameOf(placed);
  try {
    await deleteObject(api, placed, null, signal);
    swept.deleted.push(what);
  } catch (error) {
    swept.left.push(`${what} (${messageOf(error)})`);
  }
}

function nameOf({ object: { metadata }, resource: { kind } }: Placed): string {
  return `${kind} in ${metadata.namespace ?? 'the cluster'}: ${metadata.name}`;
}

function unseen(placed: Placed): string {
  return `${nameOf(placed)} (if it is there: it may be neither listed nor looked at)`;
}

/** How long deleted pods may take to shut down, and how often that is looked at. */
const goneWithinMs = 60_000;
const lookEveryMs = 500;

/** What has been deleted is gone when its pods have ended; until then nothing of the same name can be created. */
async function leftAfterAWhile(objects: LeftObjects, clock: Clock, signal: AbortSignal): Promise<string[]> {
  const deadlineMs = clock.nowMs() + goneWithinMs;
  for (;;) {
    const { found } = await objects.find(signal);
    if (found.length === 0 || clock.nowMs() > deadlineMs) return found.map(nameOf);
    await clock.sleep(lookEveryMs, signal);
  }
}

async function sweepOwnNamespace(
  api: ApiClient,
  runId: string,
  swept: Swept,
  signal: AbortSignal,
): Promise<void> {
  const name = ownNamespace(runId);
  if (!(await mayBeOurs(api, name, runId, signal))) return;
  try {
    await deleteNamespace(api, name, signal);
    swept.deleted.push(`namespace ${name}`);
  } catch (error) {
    swept.left.push(`namespace ${name} (${messageOf(error)})`);
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

async function deleteLease(
  api: ApiClient,
  namespace: string,
  runId: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await api.request({ method: 'DELETE', path: `${leasesPath(namespace)}/${leaseName(runId)}`, signal });
  } catch (error) {
    // Who may make none has none to delete.
    if (!hasStatus(error, 403, 404)) throw clusterError(error, `deleting the lease of run ${runId}`);
  }
}
