import { messageOf } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import type { Clock } from '../../core/ports.ts';
import { clusterError, hasStatus, type ApiClient } from '../api.ts';
import { runIdLabel } from '../workload/labels.ts';
import { leaseName, leasesPath } from './lease.ts';
import { scalesTarget } from './check-scaling.ts';
import { deleteNamespace, ownNamespace } from './namespace.ts';
import { kindsOf } from './open-run.ts';
import { restoreRun } from './restore-scales.ts';
import { nothingSwept, objectsOfRun, sweepKinds, type RunObjects, type Swept } from './sweep.ts';

/**
 * Deletes what a run of a plan has left that is known to be over. Asks for no more rights than the run had: its plan says
 * what there may be, also where it could make no lease.
 * @throws PodStartSloError cluster
 */
export async function sweepRun(
  api: ApiClient,
  plan: Plan,
  runId: string,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<Swept> {
  const swept = nothingSwept();
  const { namespace } = plan;
  if (namespace === null) {
    await sweepOwnNamespace(api, runId, swept, signal);
    return swept;
  }
  if (plan.scenarios.some(scalesTarget))
    await restoreRun(api, { namespace, runId }, swept, { clock, signal });
  const objects = { namespace, runId, kinds: kindsOf(plan) };
  await sweepKinds(api, objects, swept, signal);
  swept.left.push(
    ...(await leftAfterAWhile(api, objects, clock, signal)).filter((what) => swept.deleted.includes(what)),
  );
  if (swept.left.length === 0) await deleteLease(api, namespace, runId, signal);
  return swept;
}

/** How long deleted pods may take to shut down, and how often that is looked at. */
const goneWithinMs = 60_000;
const lookEveryMs = 500;

/** What has been deleted is gone when its pods have ended; until then nothing of the same name can be created. */
async function leftAfterAWhile(
  api: ApiClient,
  objects: RunObjects,
  clock: Clock,
  signal: AbortSignal,
): Promise<string[]> {
  const deadlineMs = clock.nowMs() + goneWithinMs;
  for (;;) {
    const left = await objectsOfRun(api, objects, signal);
    if (left.length === 0 || clock.nowMs() > deadlineMs) return left;
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
