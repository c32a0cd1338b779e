import { messageOf } from '../../core/errors.ts';
import { helperNamespaceOf } from '../../core/node-helper.ts';
import { neededHelper, type KubernetesObject, type Plan } from '../../core/plan.ts';
import type { Clock } from '../../core/ports.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';
import { deleteObject, type Placed } from '../api/objects.ts';
import { policyObjects } from '../policy/open.ts';
import { scalesTarget } from '../session/check-scaling.ts';
import { helperObjects, LeftObjects, plannedObjects } from './left-objects.ts';
import { deleteLease, leaseName, policyPart } from '../session/lease.ts';
import { deleteNamespace, namespacePath, ownNamespace } from '../session/namespace.ts';
import { restoreRun } from './restore-scales.ts';
import { isManaged, runIdOf, type Labelled } from './run-leases.ts';
import { attempt } from './sweep-kinds.ts';
import { nothingSwept, type Swept } from './swept.ts';
import { workingPlace } from '../session/working-place.ts';

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
  const swept = nothingSwept();
  const { namespace } = plan;
  const sweep = async (place: string, objects: readonly KubernetesObject[]): Promise<void> => {
    const left = new LeftObjects(api, objects, { namespace: place, runId });
    await sweepPlace(left, { api, place, runId, swept, clock, signal });
  };
  if (namespace !== null && plan.scenarios.some(scalesTarget))
    await restoreRun(api, { namespace, runId }, swept, { clock, signal });
  const working = workingPlace(plan, runId, api.namespace);
  const helpers = helperNamespaceOf(neededHelper(plan), working.namespace);
  if (helpers !== null && helpers !== working.namespace)
    await sweep(helpers, helperObjects({ namespace: helpers, runId }));
  if (namespace !== null) await sweep(namespace, plannedObjects(plan, { namespace, runId }));
  else if (working.ownsNamespace) await sweepOwnNamespace(api, runId, swept, signal);
  for (const [place, objects] of policyObjects(plan, namespace ?? api.namespace)) await sweep(place, objects);
  return swept;
}

interface SweepPlace {
  api: ApiClient;
  place: string;
  runId: string;
  swept: Swept;
  clock: Clock;
  signal: AbortSignal;
}

/** What a run has left in a namespace of somebody else's, and then its leases there. */
async function sweepPlace(objects: LeftObjects, sweep: SweepPlace): Promise<void> {
  const { api, place, runId, swept, clock, signal } = sweep;
  const { found, hidden } = await objects.find(signal);
  const of: Swept = { ...nothingSwept(), left: hidden.map(unseen) };
  for (const placed of found) await sweepObject(api, placed, of, signal);
  const still = of.deleted.length === 0 ? [] : await leftAfterAWhile(objects, clock, signal);
  of.left.push(...still.filter((what) => of.deleted.includes(what)));
  swept.deleted.push(...of.deleted);
  swept.left.push(...of.left);
  // The leases go last: while anything is left they say where to look.
  if (swept.left.length > 0) return;
  for (const part of [null, policyPart]) {
    const lease = { namespace: place, name: leaseName(runId, part), runId };
    await deleteLease(api, lease, signal).catch((error: unknown) => {
      throw clusterError(error, `deleting lease ${lease.name} in ${place}`);
    });
  }
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
  return `${nameOf(placed)} (if it exists: it may be neither listed nor read)`;
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
  const found = await findNamespace(api, name, signal);
  const uid = found?.metadata.uid;
  // Not on its way out, and nobody else has created one of that name.
  if (found === null || uid === undefined || found.metadata.deletionTimestamp !== undefined) return;
  if (runIdOf(found) !== runId || !isManaged(found)) return;
  await attempt(`namespace ${name}`, swept, () => deleteNamespace(api, { name, uid }, signal));
}

/** As it is stored; null where there is none. */
async function findNamespace(api: ApiClient, name: string, signal: AbortSignal): Promise<Labelled | null> {
  const path = namespacePath(name);
  try {
    return (await api.request<Labelled>({ method: 'GET', path, signal })).body;
  } catch (error) {
    if (hasStatus(error, 404)) return null;
    if (!hasStatus(error, 403)) throw clusterError(error, `looking at namespace ${name}`);
  }
  try {
    // Whoever may delete but not look is told the object by a deletion that is only tried.
    const query = { dryRun: 'All' };
    const { body } = await api.request<Labelled>({ method: 'DELETE', path, query, signal });
    // The answer says how it would be then: on its way out.
    const metadata = { ...body.metadata };
    delete metadata.deletionTimestamp;
    return { metadata };
  } catch (error) {
    // A conflict: it is on its way out.
    if (hasStatus(error, 403, 404, 409)) return null;
    throw clusterError(error, `looking at namespace ${name}`);
  }
}
