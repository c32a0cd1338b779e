import { usageError, type Problem } from '../../core/errors.ts';
import { clusterError, hasStatus, type ApiClient, type ApiError } from '../api.ts';
import { collectionPath } from '../discovery.ts';
import type { Placed } from '../objects.ts';

export interface CheckOptions {
  /** Whether the dry run is made in a namespace that stands for one not made yet: its names and rights are not ours. */
  isStandIn: boolean;
  signal: AbortSignal;
}

/**
 * Has the API server validate every object without storing it (dry run), so that a manifest it would refuse is told
 * before the first iteration, all at once. What admission says (quota, Pod Security, webhooks) is left to the
 * iterations: there it is an outcome.
 * @throws PodStartSloError usage, or cluster where creating is not permitted
 */
export async function checkObjects(
  api: ApiClient,
  objects: readonly Placed[],
  options: CheckOptions,
): Promise<void> {
  const { isStandIn, signal } = options;
  const problems: Problem[] = [];
  for (const { object, resource } of onceEach(objects)) {
    const path = collectionPath(resource, object.metadata.namespace ?? '');
    const query = { dryRun: 'All', fieldValidation: 'Strict' };
    try {
      await api.request({ method: 'POST', path, query, body: object, signal });
    } catch (error) {
      if (signal.aborted) throw error;
      if (isInvalid(error)) problems.push(refused(object.kind, object.metadata.name, error));
      if (isStandIn) continue;
      if (isDenied(error)) throw clusterError(error, `creating ${object.kind}/${object.metadata.name}`);
      if (hasStatus(error, 409)) problems.push(taken(object.kind, object.metadata.name));
    }
  }
  if (problems.length > 0) throw usageError(problems);
}

/** Of the pods of a burst, which differ in their names alone, the first stands for all. */
function onceEach(objects: readonly Placed[]): Iterable<Placed> {
  const distinct = new Map<string, Placed>();
  for (const placed of objects) {
    const { metadata, ...rest } = placed.object;
    const name = placed.object.kind === 'Pod' ? '' : metadata.name;
    const key = JSON.stringify({ ...rest, metadata: { ...metadata, name } });
    if (!distinct.has(key)) distinct.set(key, placed);
  }
  return distinct.values();
}

/** The API server's validation, as opposed to what webhooks say, which is a 400 too: no to the object, or to dry runs as such. */
function isInvalid(error: unknown): error is ApiError {
  return hasStatus(error, 400, 422) && !ofWebhook.test(error.message);
}

/** How the API server passes a webhook’s answer on. */
const ofWebhook = /does not support dry run|^admission webhook ".*" denied the request/;

/** RBAC's no, as opposed to an admission plugin's: both are 403 (kubernetes/apiserver endpoints/handlers/responsewriters). */
export function isDenied(error: unknown): error is ApiError {
  return hasStatus(error, 401) || (hasStatus(error, 403) && /User ".*" cannot /.test(error.message));
}

function refused(kind: string, name: string, error: ApiError): Problem {
  return {
    field: `${kind}/${name}`,
    message: `the API server refuses it: ${error.message}`,
    fix: 'correct the manifest',
  };
}

function taken(kind: string, name: string): Problem {
  return {
    field: `${kind}/${name}`,
    message: 'an object of this name is in the namespace already; it is not touched',
    fix: 'delete or rename it, or leave out the namespace: then one is made for the run',
  };
}
