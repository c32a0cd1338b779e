import type { Clock } from '../../core/ports.ts';
import { clusterError, hasStatus, type ApiClient } from '../api.ts';
import { runIdLabel } from '../workload/labels.ts';
import { helpersAnnotation, kindsAnnotation, scaledAnnotation } from './lease.ts';
import { deleteNamespace } from './namespace.ts';
import { restoreScales } from './restore-scales.ts';
import {
  hasExpired,
  runIdOf,
  scaledBy,
  youngestFirst,
  type Labelled,
  type LeaseObject,
} from './run-leases.ts';
import { nothingSwept, type Swept } from './swept.ts';
import { attempt, list, sweepKinds } from './sweep-kinds.ts';

export { nothingSwept, type Swept } from './swept.ts';

export interface SweepRequest {
  /** Look in this namespace alone; null looks in all. */
  namespace: string | null;
  /** Only this run; null takes every run whose lease has expired. */
  runId: string | null;
  /** Runs that are still alive too. */
  all: boolean;
}

/** A namespace that no lease speaks for is left alone this long: its run may be about to make one. */
const namespaceGraceMs = 120_000;

/**
 * Deletes what runs left behind that were killed: their namespaces, and in namespaces of the user everything that
 * carries the run's label; and scales back what they had scaled. Deletes nothing without the label, and does nothing about
 * a run that is alive.
 * @throws PodStartSloError cluster
 */
export async function sweep(
  api: ApiClient,
  request: SweepRequest,
  clock: Clock,
  signal: AbortSignal,
): Promise<Swept> {
  const swept = nothingSwept();
  const leases = await list<LeaseObject>(api, leaseList(request.namespace), signal);
  const wanted = leases.filter((lease) => request.runId === null || runIdOf(lease) === request.runId);
  const nowUnixMs = clock.unixUs() / 1000 + (api.stats.clockSkew?.skewMs ?? 0);
  const isOver = (lease: LeaseObject): boolean =>
    hasExpired(lease, nowUnixMs) || (request.all && wanted.includes(lease));
  const deps = { scaledBy: scaledBy(leases.filter((lease) => !isOver(lease))), clock, signal };
  for (const lease of youngestFirst(wanted)) {
    if (isOver(lease)) await sweepRun(api, lease, swept, deps);
    else swept.alive.push(runIdOf(lease));
  }
  const known = new Set(leases.map(runIdOf));
  if (request.namespace === null) await sweepNamespaces(api, { request, known, nowUnixMs }, swept, signal);
  return swept;
}

function leaseList(namespace: string | null): string {
  const scope = namespace === null ? '' : `/namespaces/${namespace}`;
  return `/apis/coordination.k8s.io/v1${scope}/leases`;
}

interface SweepDeps {
  /** What runs that are alive are scaling. */
  scaledBy: ReadonlyMap<string, string>;
  clock: Clock;
  signal: AbortSignal;
}

async function sweepRun(
  api: ApiClient,
  lease: LeaseObject,
  swept: Swept,
  { scaledBy, clock, signal }: SweepDeps,
): Promise<void> {
  const namespace = lease.metadata.namespace ?? '';
  const runId = runIdOf(lease);
  const before = swept.left.length;
  const helpers = lease.metadata.annotations?.[helpersAnnotation];
  if (helpers !== undefined)
    await sweepKinds(api, { namespace: helpers, runId, kinds: ['v1/Pod'] }, swept, signal);
  // The lease goes with its namespace, and it alone says where they are.
  if (swept.left.length > before) return;
  if (await isMadeByRun(api, namespace, runId, signal)) {
    await attempt(`namespace ${namespace}`, swept, () => deleteNamespace(api, namespace, signal));
    return;
  }
  const { name, annotations } = lease.metadata;
  const kinds = (annotations?.[kindsAnnotation] ?? '').split(',').filter((kind) => kind !== '');
  const scales = { namespace, lease: name, text: annotations?.[scaledAnnotation], scaledBy };
  await restoreScales(api, scales, swept, { clock, signal });
  await sweepKinds(api, { namespace, runId, kinds }, swept, signal);
  // The lease goes last: while anything is left it says where to look.
  if (swept.left.length > before) return;
  const path = `${leaseList(namespace)}/${name}`;
  await attempt(`lease ${name} in ${namespace}`, swept, () =>
    api.request({ method: 'DELETE', path, signal }),
  );
}

interface NamespaceSearch {
  request: SweepRequest;
  known: ReadonlySet<string>;
  nowUnixMs: number;
}

/** Namespaces of runs that were killed before they had a lease, or whose lease is gone. */
async function sweepNamespaces(
  api: ApiClient,
  search: NamespaceSearch,
  swept: Swept,
  signal: AbortSignal,
): Promise<void> {
  const { request, known, nowUnixMs } = search;
  for (const namespace of await list<Labelled>(api, '/api/v1/namespaces', signal, runIdLabel)) {
    const runId = runIdOf(namespace);
    const isOld = nowUnixMs - Date.parse(namespace.metadata.creationTimestamp ?? '') > namespaceGraceMs;
    // On its way already, as after every run that made its own.
    if (namespace.metadata.deletionTimestamp !== undefined) continue;
    if (known.has(runId) || (request.runId !== null && request.runId !== runId)) continue;
    if (!isOld && !request.all) swept.alive.push(runId);
    else
      await attempt(`namespace ${namespace.metadata.name}`, swept, () =>
        deleteNamespace(api, namespace.metadata.name, signal),
      );
  }
}

async function isMadeByRun(
  api: ApiClient,
  namespace: string,
  runId: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { body } = await api.request<Labelled>({
      method: 'GET',
      path: `/api/v1/namespaces/${namespace}`,
      signal,
    });
    return runIdOf(body) === runId;
  } catch (error) {
    // Who may not look at namespaces did not make one.
    if (hasStatus(error, 403, 404)) return false;
    throw clusterError(error, `looking at namespace ${namespace}`);
  }
}
