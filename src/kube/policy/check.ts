import { PodStartSloError, usageError, type Problem } from '../../core/errors.ts';
import { wellKnownResource } from '../../core/permissions/kinds.ts';
import { policyNeeds } from '../../core/permissions/policy-needs.ts';
import { literalParts, type PolicyPlan } from '../../core/policy/plan.ts';
import type { Manifest } from '../../core/plan.ts';
import { hasStatus } from '../api.ts';
import { clusterScopedProblem, collectionPath, type Resource } from '../discovery.ts';
import { requirePermissions } from '../run-space/permissions.ts';
import type { RunContext } from '../run-space/run-context.ts';
import { fieldManager, inNamespace } from './objects.ts';

/**
 * Everything the cluster can say of what a policy does step by step, before anything is made: what is not permitted,
 * kinds that there are not, and objects that its validation refuses.
 * @throws PodStartSloError usage or cluster
 */
export async function checkPolicy(
  context: RunContext,
  plan: PolicyPlan,
  namespace: string,
  signal: AbortSignal,
): Promise<void> {
  const steps = literalParts(plan).flatMap(({ scenario }) => scenario.steps);
  const needs = policyNeeds(plan, { namespace, resourceOf: wellKnownResource });
  await requirePermissions(context.api, needs, signal);
  const payloads = steps.flatMap((step) => (step.kind === 'kubectl' ? [step] : []));
  const applied = payloads.flatMap(({ action, manifests }) => (action === 'apply' ? manifests : []));
  // What a definition in a payload will make known cannot be looked up yet.
  const defines = applied.some(({ object }) => object.kind === 'CustomResourceDefinition');
  const problems: Problem[] = [];
  for (const manifest of applied)
    problems.push(...(await problemsOf(manifest, { context, namespace, signal, defines })));
  if (problems.length > 0) throw usageError(problems);
}

interface Check {
  context: RunContext;
  namespace: string;
  signal: AbortSignal;
  defines: boolean;
}

async function problemsOf(manifest: Manifest, check: Check): Promise<readonly Problem[]> {
  const { context, signal, defines } = check;
  try {
    const resource = await context.discovery.resourceOf(manifest.object, signal);
    if (!resource.namespaced && !context.allowClusterScoped)
      throw clusterScopedProblem(resource, manifest.source);
    return await dryRun(manifest, resource, check);
  } catch (error) {
    if (!(error instanceof PodStartSloError) || error.code !== 'usage') throw error;
    return defines ? [] : (error.facts.problems ?? []);
  }
}

/** What admission says (quota, Pod Security, webhooks), and names that are taken, is left to the run. */
async function dryRun(
  { object, source }: Manifest,
  resource: Resource,
  { context, namespace, signal }: Check,
): Promise<Problem[]> {
  const body = resource.namespaced ? inNamespace(object, namespace) : object;
  const path = `${collectionPath(resource, body.metadata.namespace ?? '')}/${object.metadata.name}`;
  const query = { fieldManager, force: true, dryRun: 'All', fieldValidation: 'Strict' };
  const contentType = 'application/apply-patch+yaml';
  try {
    await context.api.request({ method: 'PATCH', path, query, contentType, body, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (hasStatus(error, 400, 422) && !error.message.includes('does not support dry run'))
      return [
        { field: source, message: `the API server refuses it: ${error.message}`, fix: 'correct the payload' },
      ];
  }
  return [];
}
