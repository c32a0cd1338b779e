import type { V1Namespace } from '@kubernetes/client-node';
import { podSecurityModes, type NamespaceFacts } from '../../core/doctor/checks/namespace.ts';
import { hasStatus, type ApiClient } from '../api/api.ts';
import type { WorkingPlace } from '../session/working-place.ts';

/** The namespace as it is, or as the API server would make it. @throws ApiError */
export async function seeNamespace(
  api: ApiClient,
  { namespace, ownsNamespace }: WorkingPlace,
  signal: AbortSignal,
): Promise<NamespaceFacts> {
  try {
    const { body } = await (ownsNamespace ? wouldMake(api, namespace, signal) : find(api, namespace, signal));
    const isLeaving = body.status?.phase === 'Terminating';
    const state = ownsNamespace ? 'made' : isLeaving ? 'terminating' : 'there';
    return { name: namespace, state, podSecurity: podSecurityOf(body) };
  } catch (error) {
    if (hasStatus(error, 404)) return { name: namespace, state: 'missing', podSecurity: {} };
    throw error;
  }
}

function find(api: ApiClient, name: string, signal: AbortSignal) {
  return api.request<V1Namespace>({ method: 'GET', path: `/api/v1/namespaces/${name}`, signal });
}

/** Stores nothing; admission of some clusters gives new namespaces their levels. */
function wouldMake(api: ApiClient, name: string, signal: AbortSignal) {
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  const query = { dryRun: 'All' };
  return api.request<V1Namespace>({ method: 'POST', path: '/api/v1/namespaces', query, body, signal });
}

function podSecurityOf({ metadata }: V1Namespace): NamespaceFacts['podSecurity'] {
  const labels = metadata?.labels ?? {};
  return Object.fromEntries(
    podSecurityModes.flatMap((mode) => {
      const level = labels[`pod-security.kubernetes.io/${mode}`];
      return level === undefined ? [] : [[mode, level]];
    }),
  );
}
