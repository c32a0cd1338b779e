import { messageOf } from '../../core/errors.ts';
import { clusterError, hasStatus, type ApiClient } from '../api.ts';
import { collectionPath, Discovery } from '../discovery.ts';
import { runIdLabel } from '../workload/labels.ts';
import type { Labelled } from './run-leases.ts';
import type { Swept } from './swept.ts';

/** Where the objects of a run are, and of which kinds (`apiVersion/kind`) they may be. */
interface RunObjects {
  namespace: string;
  runId: string;
  kinds: readonly string[];
}

/** Deletes everything of these kinds that carries the label of a run. @throws PodStartSloError */
export async function sweepKinds(
  api: ApiClient,
  objects: RunObjects,
  swept: Swept,
  signal: AbortSignal,
): Promise<void> {
  for (const { path, what } of await collectionsOf(api, objects, signal))
    await sweepKind(api, path, what, objects.runId, swept, signal);
}

async function collectionsOf(
  api: ApiClient,
  { namespace, kinds }: RunObjects,
  signal: AbortSignal,
): Promise<{ path: string; what: string }[]> {
  const discovery = new Discovery(api);
  const collections: { path: string; what: string }[] = [];
  for (const kind of kinds) {
    const slash = kind.lastIndexOf('/');
    const object = { apiVersion: kind.slice(0, slash), kind: kind.slice(slash + 1), metadata: { name: '' } };
    const resource = await discovery.resourceOf(object, signal);
    collections.push({
      path: collectionPath(resource, namespace),
      what: `${resource.kind} in ${namespace}`,
    });
  }
  return collections;
}

async function sweepKind(
  api: ApiClient,
  path: string,
  what: string,
  runId: string,
  swept: Swept,
  signal: AbortSignal,
): Promise<void> {
  const objects = await list<Labelled>(api, path, signal, `${runIdLabel}=${runId}`);
  for (const { metadata } of objects) {
    const request = {
      method: 'DELETE' as const,
      path: `${path}/${metadata.name}`,
      body: { propagationPolicy: 'Background' },
      signal,
    };
    await attempt(`${what}: ${metadata.name}`, swept, () => api.request(request));
  }
}

/** Deletes the pods that helped a run on the nodes, in the namespace that they have for themselves. */
export async function sweepHelpers(
  api: ApiClient,
  place: Omit<RunObjects, 'kinds'>,
  swept: Swept,
  signal: AbortSignal,
): Promise<void> {
  try {
    await sweepKinds(api, { ...place, kinds: ['v1/Pod'] }, swept, signal);
  } catch (error) {
    signal.throwIfAborted();
    swept.left.push(`node helpers in ${place.namespace} (${messageOf(error)})`);
  }
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

export async function attempt(what: string, swept: Swept, remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
    swept.deleted.push(what);
  } catch (error) {
    if (!hasStatus(error, 404)) swept.left.push(`${what} (${messageOf(error)})`);
  }
}
