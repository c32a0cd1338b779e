import type { V1Namespace } from '@kubernetes/client-node';
import type { Clock } from '../../core/ports.ts';
import { usageError } from '../../core/errors.ts';
import { clusterError, hasStatus, type ApiClient } from '../api/api.ts';
import type { Resource } from '../api/discovery.ts';
import { createNeeded, type CreateOptions } from '../api/objects.ts';
import { managedByLabel, managedByValue, runIdLabel } from '../workload/labels.ts';

const serviceAccountWaitMs = 20_000;

const namespaces: Resource = { apiVersion: 'v1', kind: 'Namespace', plural: 'namespaces', namespaced: false };

/** Creates the run's own namespace, and resolves with its uid. @throws PodStartSloError cluster */
export async function createNamespace(
  api: ApiClient,
  name: string,
  runId: string,
  options: Pick<CreateOptions, 'clock' | 'signal'>,
): Promise<string> {
  const ownLabels = { [runIdLabel]: runId };
  const metadata = { name, labels: { ...ownLabels, [managedByLabel]: managedByValue } };
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata };
  try {
    const stored = await createNeeded(api, { object, resource: namespaces }, { ...options, ownLabels });
    return String(stored.metadata['uid']);
  } catch (error) {
    throw clusterError(error, `creating namespace ${name}`);
  }
}

/** Pods are refused until the namespace's default ServiceAccount is there. @throws PodStartSloError cluster */
export async function waitForServiceAccount(
  api: ApiClient,
  namespace: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/default`;
  const deadlineMs = clock.nowMs() + serviceAccountWaitMs;
  for (;;) {
    try {
      await api.request({ method: 'GET', path, signal });
      return;
    } catch (error) {
      // Without permission to look, the first create tells.
      if (hasStatus(error, 403)) return;
      if (!hasStatus(error, 404) || clock.nowMs() > deadlineMs) {
        throw clusterError(error, `waiting for the default ServiceAccount of namespace ${namespace}`);
      }
    }
    await clock.sleep(25, signal);
  }
}

/** A namespace the user named has to be there and to stay. @throws PodStartSloError usage or cluster */
export async function requireNamespace(api: ApiClient, name: string, signal: AbortSignal): Promise<void> {
  try {
    const { body } = await api.request<V1Namespace>({
      method: 'GET',
      path: `/api/v1/namespaces/${name}`,
      signal,
    });
    if (body.status?.phase === 'Terminating')
      throw badNamespace(name, 'it is being deleted', 'wait, or name another one');
  } catch (error) {
    if (hasStatus(error, 403)) return;
    if (hasStatus(error, 404)) {
      throw badNamespace(
        name,
        'there is no such namespace',
        `kubectl create namespace ${name}, or leave it out, and the run creates one`,
      );
    }
    throw clusterError(error, `looking for namespace ${name}`);
  }
}

function badNamespace(name: string, message: string, fix: string): Error {
  return usageError([{ field: '--namespace', value: name, message, fix }]);
}

/** What the namespace is called that is made for a run. */
export function ownNamespace(runId: string): string {
  return `pod-start-slo-${runId}`;
}

/** Asks for the deletion of this very namespace; does not wait. What is gone or was replaced is fine. @throws ApiError */
export async function deleteNamespace(
  api: ApiClient,
  { name, uid }: { name: string; uid: string },
  signal: AbortSignal,
): Promise<void> {
  try {
    await api.request({
      method: 'DELETE',
      path: namespacePath(name),
      body: { preconditions: { uid } },
      signal,
    });
  } catch (error) {
    if (!hasStatus(error, 404, 409)) throw error;
  }
}

export function namespacePath(name: string): string {
  return `/api/v1/namespaces/${name}`;
}
