import { resolvePlan } from '../config/resolve.ts';
import type { Plan } from '../plan.ts';
import { wellKnownResource } from './kinds.ts';
import { distinctNeeds, needsOn, type Need } from './need.ts';
import { helperNeeds, planNeeds } from './plan-needs.ts';
import { leastNeeds, rolesFor, type RoleObject } from './roles.ts';

/** What `clean` asks for on top of a run's rights; without a namespace it looks in all of them. */
export function cleanNeeds(namespace: string, ownsNamespace: boolean): Need[] {
  const useful = { namespace, level: 'useful', why: '"clean" does not work' } as const;
  return [
    ...(ownsNamespace ? needsOn('', 'namespaces', ['get', 'list'], { ...useful, namespace: null }) : []),
    ...needsOn('', 'pods', ['list'], useful),
    ...needsOn('', 'services', ['list'], useful),
    ...needsOn('coordination.k8s.io', 'leases', ['list'], useful),
  ];
}

const namespace = 'any';

/** The Roles that docs/permissions.md shows: those of a plan that starts one image. They name no namespace and no object. */
export function documentedRoles(): RoleObject[] {
  const own = everything(true);
  const named = everything(false);
  const least = leastNeeds(named);
  const more = named.filter((need) => !least.some((each) => isSame(each, need)));
  const ofNodes = more.filter(({ resource }) => resource === 'nodes');
  return [
    ...role('pod-start-slo', least),
    ...role(
      'pod-start-slo-more',
      more.filter((need) => !ofNodes.includes(need)),
    ),
    ...role('pod-start-slo-nodes', ofNodes),
    ...rolesFor(own, { name: 'pod-start-slo-everything', ownNamespace: namespace }),
    ...helperRole(),
  ];
}

/** For the namespace of the pods that remove images: of what they take, the nodes belong to none. */
function helperRole(): RoleObject[] {
  const needs = helperNeeds({ helperNamespace: namespace }).filter(({ resource }) => resource !== 'nodes');
  const swept = { namespace, level: 'useful', why: '"clean" does not find them' } as const;
  return role('pod-start-slo-node-helper', [...needs, ...needsOn('', 'pods', ['list'], swept)]);
}

function role(name: string, needs: readonly Need[]): RoleObject[] {
  return rolesFor(needs, { name, ownNamespace: null }).map((each) => ({ ...each, metadata: { name } }));
}

/** All that a run and `clean` can make use of; of the paths, the load balancer's too. */
function everything(ownsNamespace: boolean): Need[] {
  const balanced = needsOn('', 'services', ['list', 'watch'], {
    namespace,
    level: 'useful',
    via: 'load-balancer',
    why: 'no load-balancer: its address is waited for on the Service',
  });
  const options = {
    namespace,
    ownsNamespace,
    hasNodeAccess: false,
    helperNamespace: null,
    resourceOf: wellKnownResource,
  };
  return distinctNeeds(
    [...planNeeds(examplePlan(), options), ...balanced, ...cleanNeeds(namespace, ownsNamespace)].map(
      onAnyObject,
    ),
  );
}

function onAnyObject(need: Need): Need {
  const copy = { ...need };
  delete copy.name;
  return copy;
}

function isSame(a: Need, b: Need): boolean {
  return a.verb === b.verb && a.group === b.group && a.resource === b.resource;
}

function examplePlan(): Plan {
  const settings = { image: 'example', port: 8080 };
  const resolution = resolvePlan({ settings, nameOf: (name) => name, randomSeed: 1 }, () => ({
    problem: 'there are no files here',
  }));
  if ('problems' in resolution) throw new Error('the example is a plan');
  return resolution.plan;
}
