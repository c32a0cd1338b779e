import type { Clock } from '../../core/ports.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';
import { judgeRuns, stateOf, type Judgement, type LeaseLooks } from './dead-runs.ts';
import {
  helpersAnnotation,
  kindsAnnotation,
  leaseName,
  leasesListPath,
  leasesPath,
  scaledAnnotation,
} from '../session/lease.ts';
import { deleteNamespace, namespacePath, ownNamespace } from '../session/namespace.ts';
import { restoreScales } from './restore-scales.ts';
import {
  isManaged,
  isRunLease,
  runIdOf,
  scaledBy,
  youngestFirst,
  type Labelled,
  type LeaseObject,
} from './run-leases.ts';
import { nothingSwept, type Swept } from './swept.ts';
import { attempt, deleteSeen, list, sweepHelpers, sweepKinds } from './sweep-kinds.ts';
import { runIdLabel } from '../workload/labels.ts';

export { nothingSwept, type Swept } from './swept.ts';

export interface SweepRequest {
  /** Look in this namespace alone; null looks in all. */
  namespace: string | null;
  /** Only this run; null takes every run that is over. */
  runId: string | null;
  /** Runs that are still alive too, without waiting whether they are. */
  all: boolean;
}

export type SweepDeps = { clock: Clock; signal: AbortSignal } & Partial<Pick<LeaseLooks, 'onWait'>>;

/**
 * Deletes what runs left behind that were killed: their namespaces, and in namespaces of the user everything that
 * carries the run's label; and scales back what they had scaled. Touches only what a lease of a run speaks for, and nothing
 * of a run that renews it: for that it watches the leases for their duration.
 * @throws PodStartSloError cluster
 */
export async function sweep(api: ApiClient, request: SweepRequest, deps: SweepDeps): Promise<Swept> {
  const { signal } = deps;
  const swept = nothingSwept();
  // Before the leases: a run creates its namespace first.
  const namespaces = request.namespace === null ? await ownNamespaces(api, request, signal) : [];
  const look = async (runId: string | null): Promise<LeaseObject[]> => {
    const label = runId === null ? runIdLabel : `${runIdLabel}=${runId}`;
    return (await list<LeaseObject>(api, leasesListPath(request.namespace), signal, label)).filter(
      isRunLease,
    );
  };
  const leases = await look(null);
  const wanted = leases.filter((lease) => request.runId === null || runIdOf(lease) === request.runId);
  const judged = await judgedRuns(leases, wanted, request, { ...deps, look: () => look(null) });
  const isDead = (lease: LeaseObject): boolean => judged.get(runIdOf(lease)) === 'dead';
  const busy = scaledBy(leases.filter((lease) => !isDead(lease)));
  const begun = new Set<string>();
  for (const lease of youngestFirst(wanted)) {
    const runId = runIdOf(lease);
    // Other runs may have taken their time, and this one may have come back meanwhile.
    if (isDead(lease) && !request.all && !begun.has(runId))
      if (stateOf(await look(runId), runId) !== stateOf(leases, runId)) judged.set(runId, 'alive');
    begun.add(runId);
    if (isDead(lease)) await sweepLease(api, lease, swept, { ...deps, busy });
    else if (judged.get(runId) === 'alive' && !swept.alive.includes(runId)) swept.alive.push(runId);
  }
  const known = new Set(leases.map(runIdOf));
  const unclaimed = namespaces.filter((each) => !known.has(runIdOf(each)));
  if (unclaimed.length > 0) swept.left.push(...(await stillUnclaimed(unclaimed, look, deps)));
  return swept;
}

/** Between creating its namespace and its lease a run needs a moment. */
const leaseWithinMs = 2000;

/** Namespaces whose run was killed before it had a lease, or may create none and be alive. */
async function stillUnclaimed(
  namespaces: readonly Labelled[],
  look: (runId: null) => Promise<LeaseObject[]>,
  { clock, signal }: SweepDeps,
): Promise<string[]> {
  await clock.sleep(leaseWithinMs, signal);
  const known = new Set((await look(null)).map(runIdOf));
  return namespaces
    .filter((each) => !known.has(runIdOf(each)))
    .map(
      ({ metadata: { name } }) =>
        `namespace ${name}, which has no lease, so that nobody can tell whether its run is over; if it is: kubectl delete namespace ${name}`,
    );
}

/** Judges the runs that are wanted; of others also those that may be scaling the same workload. */
async function judgedRuns(
  leases: readonly LeaseObject[],
  wanted: readonly LeaseObject[],
  request: SweepRequest,
  { look, onWait = () => undefined, clock, signal }: SweepDeps & Pick<LeaseLooks, 'look'>,
): Promise<Map<string, Judgement>> {
  const scales = ({ metadata }: LeaseObject): boolean =>
    metadata.annotations?.[scaledAnnotation] !== undefined;
  const taken = new Set(request.all ? wanted.map(runIdOf) : []);
  const inQuestion = [...wanted, ...(wanted.some(scales) ? leases.filter(scales) : [])].map(runIdOf);
  const undecided = new Set(inQuestion).difference(taken);
  const judged = await judgeRuns(undecided, leases, { look, onWait, clock, signal });
  return new Map([...judged, ...[...taken].map((runId) => [runId, 'dead'] as const)]);
}

interface SweepLeaseDeps extends SweepDeps {
  /** What runs that may be alive are scaling. */
  busy: ReadonlyMap<string, string>;
}

async function sweepLease(
  api: ApiClient,
  lease: LeaseObject,
  swept: Swept,
  { busy, clock, signal }: SweepLeaseDeps,
): Promise<void> {
  const { name, namespace = '', annotations } = lease.metadata;
  const runId = runIdOf(lease);
  const before = swept.left.length;
  const helpers = annotations?.[helpersAnnotation];
  if (helpers !== undefined)
    await sweepHelpers(api, { namespace: helpers, runId, leaseNamespace: namespace }, swept, signal);
  // The lease goes with its namespace, and it alone says where they are.
  if (swept.left.length > before) return;
  const kinds = (annotations?.[kindsAnnotation] ?? '').split(',').filter((kind) => kind !== '');
  const uid = await ownNamespaceUid(api, lease, signal);
  if (uid !== null) {
    await sweepKinds(api, { namespace, runId, kinds, clusterScopedOnly: true }, swept, signal);
    if (swept.left.length > before) return;
    const own = { name: namespace, uid };
    await attempt(`namespace ${namespace}`, swept, () => deleteNamespace(api, own, signal));
    return;
  }
  const scales = { namespace, lease: name, text: annotations?.[scaledAnnotation], scaledBy: busy };
  await restoreScales(api, scales, swept, { clock, signal });
  await sweepKinds(api, { namespace, runId, kinds }, swept, signal);
  // The lease goes last: while anything is left it says where to look.
  if (swept.left.length > before) return;
  await attempt(`lease ${name} in ${namespace}`, swept, () =>
    deleteSeen(api, `${leasesPath(namespace)}/${name}`, lease.metadata, signal),
  );
}

/** The uid of the namespace that the run of a lease created: by its name, its labels and this lease. Null for any other. */
async function ownNamespaceUid(
  api: ApiClient,
  lease: LeaseObject,
  signal: AbortSignal,
): Promise<string | null> {
  const { name, namespace = '' } = lease.metadata;
  const runId = runIdOf(lease);
  if (namespace !== ownNamespace(runId) || name !== leaseName(runId)) return null;
  try {
    const { body } = await api.request<Labelled>({ method: 'GET', path: namespacePath(namespace), signal });
    return isOwnNamespace(body) && runIdOf(body) === runId ? (body.metadata.uid ?? null) : null;
  } catch (error) {
    // Whoever may not look at namespaces did not create one.
    if (hasStatus(error, 403, 404)) return null;
    throw clusterError(error, `looking at namespace ${namespace}`);
  }
}

function isOwnNamespace(namespace: Labelled): boolean {
  return isManaged(namespace) && namespace.metadata.name === ownNamespace(runIdOf(namespace));
}

/** Namespaces that look like those of runs, and are not on their way out. */
async function ownNamespaces(
  api: ApiClient,
  { runId }: SweepRequest,
  signal: AbortSignal,
): Promise<Labelled[]> {
  const labelled = await list<Labelled>(api, '/api/v1/namespaces', signal, runIdLabel);
  return labelled.filter(
    (each) =>
      isOwnNamespace(each) &&
      each.metadata.deletionTimestamp === undefined &&
      (runId === null || runIdOf(each) === runId),
  );
}
