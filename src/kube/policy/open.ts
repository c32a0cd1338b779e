import { messageOf } from '../../core/errors.ts';
import type { KubernetesObject, Plan } from '../../core/plan.ts';
import { literalParts, type PolicyPlan } from '../../core/steps/plan.ts';
import { hasStatus } from '../api/api.ts';
import { policyPart, RunLease } from '../session/lease.ts';
import type { RunContext } from '../session/run-context.ts';
import { KubePolicyCluster } from './cluster.ts';

export interface OpenPolicyOptions {
  mayDisturb: boolean;
  ownPod: string | null;
  /** For creating what must not be left half-way. */
  cleanupSignal: AbortSignal;
}

/**
 * What carries out the steps of a plan; null where it has none. It has a lease in each namespace where they create
 * something, so that `clean` finds it. @throws the signal's reason
 */
export async function openPolicy(
  context: RunContext,
  { policy, ...plan }: Plan,
  { mayDisturb, ownPod, cleanupSignal }: OpenPolicyOptions,
): Promise<KubePolicyCluster | null> {
  if (policy === undefined || literalParts(policy).length === 0) return null;
  // Where documents go that name no namespace.
  const namespace = plan.namespace ?? context.api.namespace;
  const leases: RunLease[] = [];
  for (const [place, objects] of objectsByNamespace(policy, namespace)) {
    const kinds = new Set(objects.map(({ apiVersion, kind }) => `${apiVersion}/${kind}`));
    const lease = new RunLease(context.api, place, context.runId, context.clock, policyPart);
    try {
      await lease.open([...kinds], cleanupSignal);
      leases.push(lease);
    } catch (error) {
      cleanupSignal.throwIfAborted();
      // A namespace that the policy itself makes.
      if (hasStatus(error, 404)) continue;
      const message = `no lease could be created in namespace ${place} (${messageOf(error)}): if this run is killed, "clean" cannot find its leftovers there`;
      context.report({ kind: 'note', level: 'warning', message });
    }
  }
  return new KubePolicyCluster({ context, namespace, mayDisturb, ownPod, leases });
}

/** What the policy of a plan may have left, by where it goes; nothing where there is none. */
export function policyObjects({ policy }: Plan, usual: string): Map<string, KubernetesObject[]> {
  return policy === undefined ? new Map<string, KubernetesObject[]>() : objectsByNamespace(policy, usual);
}

/** What is to be deleted in the end, by where it goes. */
function objectsByNamespace(plan: PolicyPlan, usual: string): Map<string, KubernetesObject[]> {
  const steps = literalParts(plan).flatMap(({ scenario }) => scenario.steps);
  const objects = steps.flatMap((step) =>
    step.kind === 'kubectl' && step.autoDelete ? step.manifests.map(({ object }) => object) : [],
  );
  return Map.groupBy(objects, ({ metadata }) => metadata.namespace ?? usual);
}
