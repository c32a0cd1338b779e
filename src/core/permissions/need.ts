import type { Via } from '../result.ts';

/** Something that a run asks an API server for. */
export interface Need {
  verb: string;
  /** API group; empty is the core group. */
  group: string;
  /** Plural, with its subresource if any: `pods`, `pods/log`. */
  resource: string;
  /** Null asks about the cluster as a whole. */
  namespace: string | null;
  /** Where it is about this one object alone. */
  name?: string;
  /** Whether a run is refused without it; it goes on without what is useful, and says what it lacks. */
  level: 'required' | 'useful';
  /** The path to the Service that it opens, where there is a choice of several. */
  via?: Via;
  /** What it is for; of what is useful, what is lacking without it. */
  why: string;
}

/** What the rights of one group have in common. */
export type Purpose = Omit<Need, 'verb' | 'group' | 'resource'>;

/** A need for each of the verbs. */
export function needsOn(group: string, resource: string, verbs: readonly string[], purpose: Purpose): Need[] {
  return verbs.map((verb) => ({ verb, group, resource, ...purpose }));
}

/** For the sign of life of a run. */
export function leaseNeeds(namespace: string): Need[] {
  return needsOn('coordination.k8s.io', 'leases', ['create', 'patch', 'delete'], {
    namespace,
    level: 'useful',
    why: '"clean" cannot find the leftovers of a killed run',
  });
}

/** Each once, in their order; what is required of one part of a plan and useful to another is required. */
export function distinctNeeds(needs: readonly Need[]): Need[] {
  const found = new Map<string, Need>();
  for (const need of needs) {
    const key = keyOf(need);
    const known = found.get(key);
    if (known === undefined || (known.level === 'useful' && need.level === 'required')) found.set(key, need);
  }
  return [...found.values()];
}

function keyOf({ verb, group, resource, namespace, name }: Need): string {
  return JSON.stringify([verb, group, resource, namespace, name ?? null]);
}

/** `create pods`, `patch deployments.apps/scale`: as people and RBAC's messages say it. */
export function describeNeed({ verb, group, resource }: Pick<Need, 'verb' | 'group' | 'resource'>): string {
  const [plural, ...subresource] = resource.split('/');
  const name = group === '' ? plural : `${plural}.${group}`;
  return `${verb} ${[name, ...subresource].join('/')}`;
}
