import { literalParts, type PolicyPlan } from './plan.ts';
import type { KubectlStep, PodStep, PolicyStep, ProbeStep } from './policy.ts';
import type { ResourceOf } from '../permissions/kinds.ts';
import { distinctNeeds, leaseNeeds, needsOn, type Need } from '../permissions/need.ts';

export interface PolicyNeedsOptions {
  /** Where documents go that name no namespace. */
  namespace: string;
  resourceOf: ResourceOf;
}

/** What the steps of a policy ask for that are run one by one, as far as it can be said without looking at the cluster. */
export function policyNeeds(plan: PolicyPlan, options: PolicyNeedsOptions): Need[] {
  const steps = literalParts(plan).flatMap(({ scenario }) => scenario.steps);
  return distinctNeeds(steps.flatMap((step) => stepNeeds(step, options)));
}

function stepNeeds(step: PolicyStep, options: PolicyNeedsOptions): Need[] {
  if (step.kind === 'kubectl') return payloadNeeds(step, options);
  if (step.kind === 'probeHTTP') return probeNeeds(step);
  return step.kind === 'podAction' ? podNeeds(step) : [];
}

function payloadNeeds(
  { action, manifests, autoDelete }: KubectlStep,
  { namespace, resourceOf }: PolicyNeedsOptions,
): Need[] {
  const verbs =
    action === 'delete' ? ['get', 'delete'] : ['get', 'create', 'patch', ...(autoDelete ? ['delete'] : [])];
  return manifests.flatMap(({ object }) => {
    const resource = resourceOf(object);
    if (resource === null) return [];
    const place = resource.namespaced ? (object.metadata.namespace ?? namespace) : null;
    const why = `a step of the policy is kubectl ${action} of a ${object.kind}`;
    return [
      ...needsOn(resource.group, resource.plural, verbs, { namespace: place, level: 'required', why }),
      ...(autoDelete ? leaseNeeds(place ?? namespace) : []),
    ];
  });
}

function probeNeeds({ target }: ProbeStep): Need[] {
  if (target.kind === 'url') return [];
  const { namespace } = target;
  const useful = { namespace, level: 'useful', via: 'port-forward', why: 'no port-forward' } as const;
  return [
    ...needsOn('', 'services', ['get'], {
      namespace,
      level: 'required',
      why: 'a step of the policy asks a Service',
    }),
    ...needsOn('', 'pods', ['list'], useful),
    ...needsOn('', 'pods/portforward', ['get', 'create'], useful),
  ];
}

function podNeeds({ matches, actions }: PodStep): Need[] {
  const kills = actions.some(({ kind }) => kind === 'kill');
  return matches.flatMap((match): Need[] => {
    const isPattern = match.namespace.includes('*') && match.namespace !== '*';
    const required = { level: 'required', why: 'a step of the policy selects pods' } as const;
    return [
      ...(isPattern ? needsOn('', 'namespaces', ['list'], { ...required, namespace: null }) : []),
      ...placesOf(match.namespace).flatMap((namespace) => [
        ...(match.kind === 'deployment'
          ? needsOn('apps', 'deployments', ['get'], { ...required, namespace })
          : []),
        ...needsOn('', 'pods', ['list', ...(kills ? ['delete'] : [])], { ...required, namespace }),
      ]),
    ];
  });
}

/** A pattern is decided by what there is: only `*` alone surely means the whole cluster. */
function placesOf(namespace: string): (string | null)[] {
  if (namespace === '*') return [null];
  return namespace.includes('*') ? [] : namespace.split(',').map((name) => name.trim());
}
