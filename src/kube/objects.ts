import { usageError } from '../core/errors.ts';
import type { Clock } from '../core/ports.ts';
import type { KubernetesObject } from '../core/plan.ts';
import { hasStatus, type ApiClient } from './api.ts';
import { collectionPath, type Resource } from './discovery.ts';

/** An object and where it lives. */
export interface Placed {
  object: KubernetesObject;
  resource: Resource;
}

export interface CreateOptions {
  clock: Clock;
  signal: AbortSignal;
  /** Monotonic ms after which no further try is made. */
  deadlineMs: number;
  /** Labels by which an object of that name, found there already, is known as our own. */
  ownLabels: Readonly<Record<string, string>>;
}

/**
 * Creates an object. A create that failed on its way (5xx, broken connection) is sent again under the same name; when
 * the first one did arrive, the second is told AlreadyExists, and our labels on what exists say that it is ours.
 * @throws ApiError for a refusal; PodStartSloError usage where somebody else's object has the name.
 */
export async function createObject(
  api: ApiClient,
  placed: Placed,
  options: CreateOptions,
): Promise<KubernetesObject> {
  const path = collectionPath(placed.resource, placed.object.metadata.namespace ?? '');
  for (let waitMs = 20; ; waitMs = Math.min(waitMs * 2, 1000)) {
    try {
      const { signal } = options;
      return (await api.request<KubernetesObject>({ method: 'POST', path, body: placed.object, signal }))
        .body;
    } catch (error) {
      if (hasStatus(error, 409)) return await adopt(api, placed, options);
      const mayRecover = hasStatus(error, 0, 429, 500, 502, 503, 504);
      if (!mayRecover || options.clock.nowMs() + waitMs >= options.deadlineMs) throw error;
      await options.clock.sleep(waitMs, options.signal);
    }
  }
}

async function adopt(
  api: ApiClient,
  { object, resource }: Placed,
  options: CreateOptions,
): Promise<KubernetesObject> {
  const path = `${collectionPath(resource, object.metadata.namespace ?? '')}/${object.metadata.name}`;
  const { body } = await api.request<KubernetesObject>({ method: 'GET', path, signal: options.signal });
  const labels = body.metadata.labels ?? {};
  if (Object.entries(options.ownLabels).every(([key, value]) => labels[key] === value)) return body;
  throw usageError([
    {
      field: `${object.kind}/${object.metadata.name}`,
      message: `an object of this name, not made by this run, is in namespace ${object.metadata.namespace ?? ''} already`,
      fix: 'delete or rename it, or leave out the namespace: then one is made for the run',
    },
  ]);
}

/** Asks for an object's deletion. Dependents go with it; what is gone already is fine. @throws ApiError */
export async function deleteObject(
  api: ApiClient,
  placed: Placed,
  gracePeriodSeconds: number,
  signal: AbortSignal,
): Promise<void> {
  const { object, resource } = placed;
  const path = `${collectionPath(resource, object.metadata.namespace ?? '')}/${object.metadata.name}`;
  const uid = object.metadata['uid'];
  const body = {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: 'Background',
    ...(resource.kind === 'Pod' ? { gracePeriodSeconds } : {}),
    ...(typeof uid === 'string' ? { preconditions: { uid } } : {}),
  };
  try {
    await api.request({ method: 'DELETE', path, body, signal });
  } catch (error) {
    if (!hasStatus(error, 404, 409)) throw error;
  }
}
