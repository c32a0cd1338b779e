import { PodStartSloError, usageError, type Problem } from '../../core/errors.ts';
import { wellKnownResource } from '../../core/permissions/kinds.ts';
import { policyNeeds } from '../../core/steps/needs.ts';
import { literalParts, type PolicyPlan } from '../../core/steps/plan.ts';
import { isSystemNamespace } from '../../core/steps/select-pods.ts';
import type { Manifest } from '../../core/plan.ts';
import { hasStatus } from '../api/api.ts';
import { clusterScopedProblem, type Resource } from '../api/discovery.ts';
import { findObject, isGoing, objectPath, type Placed } from '../api/objects.ts';
import { requirePermissions } from '../session/permissions.ts';
import type { RunContext } from '../session/run-context.ts';
import { runIdLabel } from '../workload/labels.ts';
import { fieldManager, inNamespace } from './objects.ts';

export interface PolicyCheck {
  /** Where documents go that name no namespace. */
  namespace: string;
  /** Whether what is not the run's own may be changed: the cluster is the run's, or somebody has confirmed it. */
  mayDisturb: boolean;
  signal: AbortSignal;
}

/**
 * Everything the cluster can say of what a policy does step by step, before anything is made: what is not permitted,
 * kinds that there are not, objects that its validation refuses, and those that are there already and nobody has
 * confirmed to change.
 * @throws PodStartSloError usage or cluster
 */
export async function checkPolicy(context: RunContext, plan: PolicyPlan, check: PolicyCheck): Promise<void> {
  const { namespace, signal } = check;
  const needs = policyNeeds(plan, { namespace, resourceOf: wellKnownResource });
  await requirePermissions(context.api, needs, signal);
  const steps = literalParts(plan).flatMap(({ scenario }) => scenario.steps);
  const payloads = steps.flatMap((step) => (step.kind === 'kubectl' ? [step] : []));
  const applied = payloads.flatMap(({ action, manifests }) => (action === 'apply' ? manifests : []));
  const deleted = payloads.flatMap(({ action, manifests }) => (action === 'delete' ? manifests : []));
  // What a definition in a payload will make known cannot be looked up yet.
  const defines = applied.some(({ object }) => object.kind === 'CustomResourceDefinition');
  const problems: Problem[] = [];
  for (const manifest of applied) {
    const found = await placed(manifest, context, check);
    if ('problems' in found) problems.push(...(defines ? [] : found.problems));
    else problems.push(...(await appliedProblems(manifest, found, context, check)));
  }
  for (const manifest of deleted) {
    // A kind that the cluster does not have fails the step, as it does with kubectl.
    const found = await placed(manifest, context, check);
    if (!('problems' in found)) problems.push(...placeProblems(manifest, found, context, check));
  }
  if (problems.length > 0) throw usageError(problems);
}

async function placed(
  { object }: Manifest,
  { discovery }: RunContext,
  { namespace, signal }: PolicyCheck,
): Promise<Placed | { problems: readonly Problem[] }> {
  try {
    const resource = await discovery.resourceOf(object, signal);
    return { resource, object: resource.namespaced ? inNamespace(object, namespace) : object };
  } catch (error) {
    if (!(error instanceof PodStartSloError) || error.code !== 'usage') throw error;
    return { problems: error.facts.problems ?? [] };
  }
}

async function appliedProblems(
  manifest: Manifest,
  place: Placed,
  context: RunContext,
  check: PolicyCheck,
): Promise<readonly Problem[]> {
  const problems = placeProblems(manifest, place, context, check);
  if (problems.length > 0) return problems;
  const found = await thereProblems(manifest, place, context, check);
  return found.length > 0 ? found : await dryRun(manifest, place, context, check.signal);
}

/** What is told of a document by where its object lives, custom kinds included. */
function placeProblems(
  { source }: Manifest,
  { resource, object }: Placed,
  { allowClusterScoped }: RunContext,
  { mayDisturb }: PolicyCheck,
): readonly Problem[] {
  if (!resource.namespaced && !allowClusterScoped)
    return clusterScopedProblem(resource, source).facts.problems ?? [];
  const { namespace = '' } = object.metadata;
  if (mayDisturb || (resource.namespaced && !isSystemNamespace(namespace))) return [];
  const message = resource.namespaced
    ? `is in namespace ${namespace}, which belongs to the cluster itself`
    : 'is cluster-scoped, so it may affect other users of the cluster';
  return [unconfirmed(source, resource, message)];
}

/** A new object is created, never adopted: whose name is taken is somebody else's. */
async function thereProblems(
  { source }: Manifest,
  place: Placed,
  { api }: RunContext,
  { mayDisturb, signal }: PolicyCheck,
): Promise<Problem[]> {
  if (mayDisturb) return [];
  try {
    const found = await findObject(api, place, signal);
    // What is on its way out, or was left by a run that was killed, may be gone by then; the step looks again.
    if (found === null || isGoing(found) || found.metadata.labels?.[runIdLabel] !== undefined) return [];
  } catch (error) {
    signal.throwIfAborted();
    // The step itself looks again, and says what it may not.
    if (!hasStatus(error, 403)) throw error;
    return [];
  }
  const { name, namespace } = place.object.metadata;
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return [
    unconfirmed(source, place.resource, `${name} already exists${where}, and applying would change it`),
  ];
}

function unconfirmed(field: string, { kind }: Resource, message: string): Problem {
  return {
    field,
    value: kind,
    message,
    fix: 'confirm it with --yes (the input confirm of the action), change the document, or run it on a cluster of its own: --cluster kind',
  };
}

/** What admission says (quota, Pod Security, webhooks), and names that are taken, is left to the run. */
async function dryRun(
  { source }: Manifest,
  place: Placed,
  { api }: RunContext,
  signal: AbortSignal,
): Promise<Problem[]> {
  const query = { fieldManager, force: true, dryRun: 'All', fieldValidation: 'Strict' };
  const contentType = 'application/apply-patch+yaml';
  const path = objectPath(place);
  try {
    await api.request({ method: 'PATCH', path, query, contentType, body: place.object, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (hasStatus(error, 400, 422) && !error.message.includes('does not support dry run'))
      return [
        { field: source, message: `the API server refuses it: ${error.message}`, fix: 'correct the payload' },
      ];
  }
  return [];
}
