import type { Permission } from '../../core/doctor/permission.ts';
import { PodStartSloError } from '../../core/errors.ts';
import { groupOf } from '../../core/config/cluster-scoped.ts';
import type { KindResource, ResourceOf } from '../../core/permissions/kinds.ts';
import { madeKinds } from '../../core/permissions/made-objects.ts';
import { distinctNeeds, type Need } from '../../core/permissions/need.ts';
import { planNeeds } from '../../core/permissions/plan-needs.ts';
import { policyNeeds } from '../../core/permissions/policy-needs.ts';
import type { KubernetesObject, Plan } from '../../core/plan.ts';
import { literalParts } from '../../core/policy/plan.ts';
import type { ApiClient } from '../api/api.ts';
import { boundedEach } from '../api/bounded.ts';
import type { Discovery } from '../api/discovery.ts';
import { isAllowed } from '../session/permissions.ts';
import type { WorkingPlace } from '../session/working-place.ts';

export interface NeedsSeen {
  needs: readonly Need[];
  unknownKinds: readonly string[];
}

export interface NeedsQuestion {
  plan: Plan;
  place: WorkingPlace;
  hasNodeAccess: boolean;
  helperNamespace: string | null;
  discovery: Discovery;
}

/** Everything the plan asks for; the cluster is asked what it calls the kinds. @throws PodStartSloError cluster */
export async function seeNeeds(
  { plan, place, hasNodeAccess, helperNamespace, discovery }: NeedsQuestion,
  signal: AbortSignal,
): Promise<NeedsSeen> {
  const { resourceOf, unknownKinds } = await resourcesOf(plan, discovery, signal);
  const { namespace, measures } = place;
  return {
    needs: distinctNeeds([
      ...(measures ? planNeeds(plan, { ...place, hasNodeAccess, helperNamespace, resourceOf }) : []),
      ...(plan.policy === undefined ? [] : policyNeeds(plan.policy, { namespace, resourceOf })),
    ]),
    unknownKinds,
  };
}

async function resourcesOf(
  plan: Plan,
  discovery: Discovery,
  signal: AbortSignal,
): Promise<{ resourceOf: ResourceOf; unknownKinds: string[] }> {
  const known = new Map<string, KindResource>();
  const unknownKinds: string[] = [];
  for (const object of [...madeKinds(plan), ...payloadsOf(plan)]) {
    const { apiVersion, kind } = object;
    try {
      const metadata = { name: kind };
      const { plural, namespaced } = await discovery.resourceOf({ apiVersion, kind, metadata }, signal);
      known.set(`${apiVersion}/${kind}`, { group: groupOf(apiVersion), plural, namespaced });
    } catch (error) {
      if (!(error instanceof PodStartSloError) || error.code !== 'usage') throw error;
      unknownKinds.push(`${apiVersion} ${kind}`);
    }
  }
  return {
    resourceOf: ({ apiVersion, kind }) => known.get(`${apiVersion}/${kind}`) ?? null,
    unknownKinds: [...new Set(unknownKinds)],
  };
}

function payloadsOf({ policy }: Plan): KubernetesObject[] {
  if (policy === undefined) return [];
  const steps = literalParts(policy).flatMap(({ scenario }) => scenario.steps);
  return steps.flatMap((step) => (step.kind === 'kubectl' ? step.manifests.map(({ object }) => object) : []));
}

const questionsAtOnce = 6;

/** Asks about each. @throws PodStartSloError cluster */
export async function askPermissions(
  api: ApiClient,
  needs: readonly Need[],
  signal: AbortSignal,
): Promise<Permission[]> {
  const answers = new Map<Need, boolean>();
  await boundedEach(needs, questionsAtOnce, async (need) => {
    answers.set(need, await isAllowed(api, need, signal));
  });
  return needs.map((need) => ({
    ...need,
    name: need.name ?? null,
    via: need.via ?? null,
    allowed: answers.get(need) === true,
  }));
}
