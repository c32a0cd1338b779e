import type {
  V1Deployment,
  V1LabelSelector,
  V1NamespaceList,
  V1Pod,
  V1PodList,
} from '@kubernetes/client-node';
import { messageOf } from '../../core/errors.ts';
import type { PodMatch } from '../../core/steps/policy.ts';
import type { PodsFound, Tried } from '../../core/steps/ports.ts';
import { namespacesOf, type PolicyPod } from '../../core/steps/select-pods.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';

export interface PodContext {
  api: ApiClient;
  /** The name of the pod that this runs in, which no policy kills; null outside a cluster. */
  ownPod: string | null;
}

/** The pods that matches name, each once. @throws the signal's reason; PodStartSloError where the cluster is away */
export async function findPods(
  { api, ownPod }: PodContext,
  matches: readonly PodMatch[],
  signal: AbortSignal,
): Promise<PodsFound> {
  const pods = new Map<string, PolicyPod>();
  try {
    for (const match of matches) for (const pod of await podsOf(api, match, signal)) pods.set(pod.uid, pod);
  } catch (error) {
    signal.throwIfAborted();
    if (hasStatus(error, 0)) throw clusterError(error, 'looking for pods');
    return { problem: `pods cannot be listed: ${messageOf(error)}` };
  }
  const found = [...pods.values()].filter(({ name }) => name !== ownPod);
  return { pods: found.sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1)) };
}

function idOf({ namespace, name }: PolicyPod): string {
  return `${namespace}/${name}`;
}

async function podsOf(api: ApiClient, match: PodMatch, signal: AbortSignal): Promise<PolicyPod[]> {
  if (match.kind === 'deployment') return await podsOfDeployment(api, match, signal);
  const selector = match.kind === 'labels' ? { labelSelector: match.selector } : {};
  if (match.namespace === '*') return await listPods(api, '/api/v1/pods', selector, signal);
  const existing = match.namespace.includes('*') ? await listNamespaces(api, signal) : [];
  const namespaces = await namespacesOf(match.namespace, () => existing);
  const lists = await Promise.all(
    namespaces.map((namespace) =>
      listPods(api, `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods`, selector, signal),
    ),
  );
  return lists.flat();
}

async function podsOfDeployment(
  api: ApiClient,
  { name, namespace }: Extract<PodMatch, { kind: 'deployment' }>,
  signal: AbortSignal,
): Promise<PolicyPod[]> {
  const root = `/namespaces/${encodeURIComponent(namespace)}`;
  const path = `/apis/apps/v1${root}/deployments/${encodeURIComponent(name)}`;
  const { body } = await api.request<V1Deployment>({ method: 'GET', path, signal });
  const labelSelector = printSelector(body.spec?.selector ?? {});
  return await listPods(api, `/api/v1${root}/pods`, { labelSelector }, signal);
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors */
export function printSelector({ matchLabels = {}, matchExpressions = [] }: V1LabelSelector): string {
  const words: Record<string, (key: string, values: string) => string> = {
    In: (key, values) => `${key} in (${values})`,
    NotIn: (key, values) => `${key} notin (${values})`,
    Exists: (key) => key,
    DoesNotExist: (key) => `!${key}`,
  };
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.flatMap(
      ({ key, operator, values = [] }) => words[operator]?.(key, values.join(',')) ?? [],
    ),
  ].join(',');
}

async function listPods(
  api: ApiClient,
  path: string,
  query: { labelSelector?: string },
  signal: AbortSignal,
): Promise<PolicyPod[]> {
  return (await api.request<V1PodList>({ method: 'GET', path, query, signal })).body.items.map(podOf);
}

async function listNamespaces(api: ApiClient, signal: AbortSignal): Promise<string[]> {
  const { body } = await api.request<V1NamespaceList>({ method: 'GET', path: '/api/v1/namespaces', signal });
  return body.items.flatMap(({ metadata }) => metadata?.name ?? []);
}

function podOf(pod: V1Pod): PolicyPod {
  const { name = '', namespace = '', uid = '' } = pod.metadata ?? {};
  return { name, namespace, uid, state: stateOf(pod) };
}

/**
 * As PowerfulSeal has it: why all of its containers wait, or else its phase; and Terminating, as kubectl calls a pod
 * that is on its way out.
 */
export function stateOf({ metadata, status }: V1Pod): string {
  if (metadata?.deletionTimestamp !== undefined) return 'Terminating';
  const containers = status?.containerStatuses ?? [];
  const reasons = containers.flatMap(({ state }) => state?.waiting?.reason ?? []);
  const allWait = containers.length > 0 && reasons.length === containers.length;
  return allWait ? reasons.join(',') : (status?.phase ?? 'Unknown');
}

/** Deletes a pod, and no other that has its name by now. */
export async function killPod(
  api: ApiClient,
  { name, namespace, uid }: PolicyPod,
  force: boolean,
  signal: AbortSignal,
): Promise<Tried> {
  const path = `/api/v1/namespaces/${encodeURIComponent(namespace)}/pods/${encodeURIComponent(name)}`;
  const body = { preconditions: { uid }, ...(force ? { gracePeriodSeconds: 0 } : {}) };
  try {
    await api.request({ method: 'DELETE', path, body, signal });
    return { passed: true, message: null };
  } catch (error) {
    signal.throwIfAborted();
    if (hasStatus(error, 0)) throw clusterError(error, `killing ${namespace}/${name}`);
    return { passed: false, message: messageOf(error) };
  }
}
