import { backoffMs } from '../../core/backoff.ts';
import { usageError, type Problem } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import type { KubernetesObject } from '../../core/plan.ts';
import { hasStatus, type ApiClient } from './api.ts';
import { collectionPath, type Resource } from './discovery.ts';
import { isPassingRefusal, isTaken } from './refusal.ts';

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
  /** Called with the error of each request that is sent again. */
  onRetry?: (error: unknown) => void;
}

/** The longest pause between two tries: a refusal may pass at any moment, and the start goes on only then. */
const backoff = { firstMs: 20, longestMs: 250 };

/**
 * Creates an object. A create that failed on its way (5xx, broken connection) is sent again under the same name; when
 * the first one did arrive, the second is told AlreadyExists, and our labels on what exists say that it is ours. What is
 * refused for a while only (a quota that frees up, a name on its way out, a kind whose definition is not established yet) is
 * sent again as well.
 * @throws ApiError for a refusal; PodStartSloError usage where somebody else's object has the name.
 */
export async function createObject(
  api: ApiClient,
  placed: Placed,
  options: CreateOptions,
): Promise<KubernetesObject> {
  const path = collectionPath(placed.resource, placed.object.metadata.namespace ?? '');
  for (let failures = 1; ; failures += 1) {
    try {
      const { signal } = options;
      return (await api.request<KubernetesObject>({ method: 'POST', path, body: placed.object, signal }))
        .body;
    } catch (error) {
      const found = isTaken(error) ? await adopt(api, placed, options) : null;
      if (found !== null) return found;
      const waitMs = backoffMs(failures, backoff);
      const isUnknownYet = placed.resource.isNew === true && hasStatus(error, 404);
      const mayRecover =
        isUnknownYet || hasStatus(error, 429) || mayBeStored(error) || isPassingRefusal(error);
      if (!mayRecover || options.clock.nowMs() + waitMs >= options.deadlineMs) throw error;
      options.onRetry?.(error);
      await options.clock.sleep(waitMs, options.signal);
    }
  }
}

/** What a run needs before its first iteration is tried for this long: GitHub's runner waits 7.5 s after an interruption. */
const neededWithinMs = 5000;

/**
 * Creates what a run needs before its first iteration, tried for a few seconds, and resolves with it as it was stored.
 * Where even then nobody knows whether it was, its deletion is asked for. @throws ApiError; PodStartSloError usage
 */
export async function createNeeded(
  api: ApiClient,
  placed: Placed,
  options: Omit<CreateOptions, 'deadlineMs'>,
): Promise<KubernetesObject> {
  const { clock, signal, ownLabels } = options;
  try {
    return await createObject(api, placed, { ...options, deadlineMs: clock.nowMs() + neededWithinMs });
  } catch (error) {
    if (!mayBeStored(error)) throw error;
    await deleteSent(api, placed, { ownLabels, gracePeriodSeconds: 0, signal }).catch(() => undefined);
    throw error;
  }
}

/** A failure on the way says nothing of whether the request was carried out. */
function mayBeStored(error: unknown): boolean {
  return hasStatus(error, 0, 500, 502, 503, 504) && !refusedByStorage.test(error.message);
}

/** The storage's no to the object itself, which comes as a 500 (k8s.io/apiserver pkg/storage/errors.go). */
const refusedByStorage = /should not be set on objects to be created/;

/** Our own object of that name; null while it, or somebody else's, is on its way out. */
async function adopt(
  api: ApiClient,
  { object, resource }: Placed,
  options: CreateOptions,
): Promise<KubernetesObject | null> {
  const found = await findObject(api, { object, resource }, options.signal);
  if (found === null || isGoing(found)) return null;
  if (isOwn(found, options.ownLabels)) return found;
  throw usageError([takenProblem({ object, resource })]);
}

/** What an object of somebody else's with the same name is told as; it is never touched. */
export function takenProblem({ object, resource }: Placed): Problem {
  const { kind, metadata } = object;
  const field = `${kind}/${metadata.name}`;
  if (!resource.namespaced)
    return {
      field,
      message: 'the cluster already has an object of this name; the run does not change it',
      fix: 'remove the document: the workload then uses the object of the cluster; or rename it',
    };
  return {
    field,
    message: `namespace ${metadata.namespace ?? ''} already has an object of this name; the run does not change it`,
    fix: 'delete or rename that object, or drop the namespace: the run then creates one',
  };
}

/** Whether it is on its way out, and its name free soon. */
export function isGoing({ metadata }: KubernetesObject): boolean {
  return metadata['deletionTimestamp'] !== undefined;
}

/** Until its connection is taken for dead; soon enough to be sent over another one. */
const deleteTimeoutMs = 10_000;

/**
 * Asks for an object's deletion. Dependents go with it; what is gone already is fine. Tells whether it is gone with the
 * answer; a grace period or a finalizer (a cloud's load balancer being torn down) makes it stay a while.
 * @param gracePeriodSeconds of a pod; null leaves it what the pod says
 * @throws ApiError
 */
export async function deleteObject(
  api: ApiClient,
  placed: Placed,
  gracePeriodSeconds: number | null,
  signal: AbortSignal,
): Promise<'gone' | 'going'> {
  const uid = placed.object.metadata['uid'];
  const body = {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    propagationPolicy: 'Background',
    ...(placed.resource.kind === 'Pod' && gracePeriodSeconds !== null ? { gracePeriodSeconds } : {}),
    ...(typeof uid === 'string' ? { preconditions: { uid } } : {}),
  };
  try {
    const path = objectPath(placed);
    const request = { method: 'DELETE', path, body, signal, timeoutMs: deleteTimeoutMs } as const;
    const answer = await api.request<{ kind?: string }>(request);
    return answer.body.kind === 'Status' ? 'gone' : 'going';
  } catch (error) {
    if (hasStatus(error, 404, 409)) return 'gone';
    throw error;
  }
}

/** How long objects may take to go, on top of the grace period; a stuck finalizer must not hold the run for ever. */
export const goneWithinMs = 30_000;

export function stillThere(what: string, withinMs = goneWithinMs): string {
  return `${what} is still there ${withinMs / 1000} s after its deletion`;
}

const gonePollMs = 100;

/** Waits until a deleted object is gone; false when it is still there after the time. @throws ApiError, the signal's reason */
export async function untilGone(
  api: ApiClient,
  placed: Placed,
  timeoutMs: number,
  { clock, signal }: Pick<CreateOptions, 'clock' | 'signal'>,
): Promise<boolean> {
  const deadlineMs = clock.nowMs() + timeoutMs;
  while (await isThere(api, placed, signal)) {
    if (clock.nowMs() >= deadlineMs) return false;
    await clock.sleep(gonePollMs, signal);
  }
  return true;
}

async function isThere(api: ApiClient, placed: Placed, signal: AbortSignal): Promise<boolean> {
  try {
    const { body } = await api.request<KubernetesObject>({ method: 'GET', path: objectPath(placed), signal });
    return body.metadata['uid'] === placed.object.metadata['uid'];
  } catch (error) {
    // Who may delete but not look has to believe that it goes.
    if (hasStatus(error, 403, 404)) return false;
    throw error;
  }
}

/** The object as it is stored; null where there is none of this name. @throws ApiError */
export async function findObject(
  api: ApiClient,
  placed: Placed,
  signal: AbortSignal,
): Promise<KubernetesObject | null> {
  try {
    return (await api.request<KubernetesObject>({ method: 'GET', path: objectPath(placed), signal })).body;
  } catch (error) {
    if (hasStatus(error, 404)) return null;
    throw error;
  }
}

/** What came of a create request: what it stored, or where it got no answer the object, if it is there and ours. */
async function findSent(
  api: ApiClient,
  sent: Placed,
  ownLabels: CreateOptions['ownLabels'],
  signal: AbortSignal,
): Promise<Placed | null> {
  if (sent.object.metadata['uid'] !== undefined) return sent;
  const found = await findObject(api, sent, signal);
  return found !== null && isOwn(found, ownLabels) ? { ...sent, object: found } : null;
}

export interface DeleteSentOptions extends Pick<CreateOptions, 'ownLabels' | 'signal'> {
  gracePeriodSeconds: number;
}

/**
 * Asks for the deletion of what a create request was sent for, whether or not that was answered. Resolves with the object
 * while it is on its way out, null when it is gone. @throws ApiError
 */
export async function deleteSent(
  api: ApiClient,
  sent: Placed,
  { ownLabels, gracePeriodSeconds, signal }: DeleteSentOptions,
): Promise<Placed | null> {
  const known = await findSent(api, sent, ownLabels, signal);
  if (known === null) return null;
  return (await deleteObject(api, known, gracePeriodSeconds, signal)) === 'gone' ? null : known;
}

function isOwn({ metadata: { labels = {} } }: KubernetesObject, own: CreateOptions['ownLabels']): boolean {
  return Object.entries(own).every(([key, value]) => labels[key] === value);
}

export function objectPath({ object, resource }: Placed): string {
  return `${collectionPath(resource, object.metadata.namespace ?? '')}/${object.metadata.name}`;
}
