import { usageError, type Problem } from '../../core/errors.ts';
import { clusterError, hasStatus, type ApiClient, type ApiError } from '../api/api.ts';
import { takenProblem, type Placed } from '../api/objects.ts';
import { isAllocated } from '../api/refusal.ts';
import { dryRunError, type DryRunOptions } from './dry-run.ts';

/**
 * Has the API server validate every object without storing it (dry run), so that a manifest it would refuse is told
 * before the first iteration, all at once. What admission says (quota, Pod Security, webhooks) is left to the
 * iterations: there it is an outcome.
 * @throws PodStartSloError usage, or cluster where creating is not permitted
 */
export async function checkObjects(
  api: ApiClient,
  objects: readonly Placed[],
  options: DryRunOptions,
): Promise<void> {
  const problems: Problem[] = [];
  for (const placed of onceEach(objects)) {
    const { kind, metadata } = placed.object;
    const error = await dryRunError(api, placed, options);
    if (isInvalid(error)) problems.push(refused(kind, metadata.name, error));
    // A namespace that does not exist yet has other names and rights; cluster-scoped objects have the same.
    if (options.isStandIn && placed.resource.namespaced) continue;
    if (isDenied(error)) throw clusterError(error, `creating ${kind}/${metadata.name}`);
    if (hasStatus(error, 409)) problems.push(takenProblem(placed));
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
    fix: isAllocated(error)
      ? 'another object has it: leave it out, so that the cluster chooses one, or delete that object'
      : 'correct the manifest',
  };
}
