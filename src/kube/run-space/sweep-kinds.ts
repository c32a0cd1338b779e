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

/** Deletes everything of these kinds that carries the label of a run. A kind that is none keeps no other from going. */
export async function sweepKinds(
  api: ApiClient,
  { namespace, runId, kinds }: RunObjects,
  swept: Swept,
  signal: AbortSignal,
): Promise<void> {
  const discovery = new Discovery(api);
  for (const kind of kinds) {
    const slash = kind.lastIndexOf('/');
    const object = { apiVersion: kind.slice(0, slash), kind: kind.slice(slash + 1), metadata: { name: '' } };
    try {
      const resource = await discovery.resourceOf(object, signal);
      const what = `${resource.kind} in ${namespace}`;
      await sweepKind(api, collectionPath(resource, namespace), what, runId, swept, signal);
    } catch (error) {
      signal.throwIfAborted();
      swept.left.push(`what run ${runId} made of the kind "${kind}" in ${namespace} (${messageOf(error)})`);
    }
  }
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
