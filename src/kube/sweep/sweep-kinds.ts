import { messageOf } from '../../core/errors.ts';
import { wellKnownResource } from '../../core/permissions/kinds.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';
import { collectionPath, Discovery, podResource } from '../api/discovery.ts';
import { isReplaced } from '../api/refusal.ts';
import { runIdLabel } from '../workload/labels.ts';
import { leaseInAnnotation, nodeHelperPrefix } from '../workload/node-helper-pod.ts';
import type { Labelled } from './run-leases.ts';
import type { Swept } from './swept.ts';

/** Where the objects of a run are, and of which kinds (`apiVersion/kind`) they may be. */
interface RunObjects {
  namespace: string;
  runId: string;
  kinds: readonly string[];
  /** Leaves the others alone, which go with their namespace. */
  clusterScopedOnly?: boolean;
}

/** Deletes everything of these kinds that carries the label of a run. A kind that is none keeps no other from going. */
export async function sweepKinds(
  api: ApiClient,
  { namespace, runId, kinds, clusterScopedOnly = false }: RunObjects,
  swept: Swept,
  signal: AbortSignal,
): Promise<void> {
  const discovery = new Discovery(api);
  for (const kind of kinds) {
    const slash = kind.lastIndexOf('/');
    const object = { apiVersion: kind.slice(0, slash), kind: kind.slice(slash + 1), metadata: { name: '' } };
    if (clusterScopedOnly && wellKnownResource(object)?.namespaced === true) continue;
    try {
      const resource = await discovery.resourceOf(object, signal);
      if (clusterScopedOnly && resource.namespaced) continue;
      const what = resource.namespaced ? `${resource.kind} in ${namespace}` : resource.kind;
      const path = collectionPath(resource, namespace);
      const objects = await list<Labelled>(api, path, signal, `${runIdLabel}=${runId}`);
      await deleteEach(api, { path, what, objects }, swept, signal);
    } catch (error) {
      signal.throwIfAborted();
      swept.left.push(
        `what run ${runId} created of the kind "${kind}" in ${namespace} (${messageOf(error)})`,
      );
    }
  }
}

/**
 * Deletes the pods that helped a run on the nodes from another namespace than the lease's. A lease alone proves nothing
 * there, since whoever may write leases in one namespace has no rights in the other: the pods themselves have to name
 * the namespace of the lease.
 */
export async function sweepHelpers(
  api: ApiClient,
  { namespace, runId, leaseNamespace }: { namespace: string; runId: string; leaseNamespace: string },
  swept: Swept,
  signal: AbortSignal,
): Promise<void> {
  const path = collectionPath(podResource, namespace);
  const pods = await list<Labelled>(api, path, signal, `${runIdLabel}=${runId}`);
  const objects = pods.filter(
    ({ metadata: { name, annotations } }) =>
      name.startsWith(nodeHelperPrefix(runId)) && annotations?.[leaseInAnnotation] === leaseNamespace,
  );
  await deleteEach(api, { path, what: `Pod in ${namespace}`, objects }, swept, signal);
}

interface Deletions {
  path: string;
  /** For people: the kind and the place. */
  what: string;
  objects: readonly Labelled[];
}

async function deleteEach(
  api: ApiClient,
  { path, what, objects }: Deletions,
  swept: Swept,
  signal: AbortSignal,
): Promise<void> {
  for (const { metadata } of objects)
    await attempt(`${what}: ${metadata.name}`, swept, () =>
      deleteSeen(api, `${path}/${metadata.name}`, metadata, signal),
    );
}

/** Deletes an object that was just listed, and nothing that has its name by now. @throws ApiError */
export async function deleteSeen(
  api: ApiClient,
  path: string,
  { uid }: Labelled['metadata'],
  signal: AbortSignal,
): Promise<void> {
  if (uid === undefined) throw new Error('the API server returned no uid');
  const body = { propagationPolicy: 'Background', preconditions: { uid } };
  await api.request({ method: 'DELETE', path, body, signal });
}

export async function list<T>(
  api: ApiClient,
  path: string,
  signal: AbortSignal,
  labelSelector: string = runIdLabel,
): Promise<T[]> {
  try {
    return (await api.request<{ items: T[] }>({ method: 'GET', path, query: { labelSelector }, signal })).body
      .items;
  } catch (error) {
    if (hasStatus(error, 404)) return [];
    throw clusterError(error, `listing ${path}`);
  }
}

/** What is gone already, or was replaced by an object of somebody else's, is neither deleted nor left. */
export async function attempt(what: string, swept: Swept, remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
    swept.deleted.push(what);
  } catch (error) {
    if (!hasStatus(error, 404) && !isReplaced(error)) swept.left.push(`${what} (${messageOf(error)})`);
  }
}
