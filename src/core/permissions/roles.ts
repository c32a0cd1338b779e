import { stringify } from 'yaml';
import type { Need } from './need.ts';

const group = 'rbac.authorization.k8s.io';
const apiVersion = `${group}/v1`;

/** https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export interface Rule {
  apiGroups: string[];
  resources: string[];
  resourceNames?: string[];
  verbs: string[];
}

export interface RoleObject {
  apiVersion: string;
  kind: 'Role' | 'ClusterRole';
  metadata: { name: string; namespace?: string };
  rules: Rule[];
}

export type Subject =
  | { kind: 'ServiceAccount'; name: string; namespace: string }
  | { kind: 'User'; apiGroup: string; name: string };

export interface BindingObject {
  apiVersion: string;
  kind: 'RoleBinding' | 'ClusterRoleBinding';
  metadata: { name: string; namespace?: string };
  roleRef: { apiGroup: string; kind: RoleObject['kind']; name: string };
  subjects: Subject[];
}

/** Verbs in the order in which people read them. */
const verbOrder = ['create', 'get', 'list', 'watch', 'patch', 'delete'];

/** As few rules as say it: the verbs of a resource together, and resources with the same verbs. */
export function rulesOf(needs: readonly Need[]): Rule[] {
  const byResource = Map.groupBy(needs, (need) =>
    JSON.stringify([need.group, need.resource, need.name ?? null]),
  );
  const single = [...byResource.values()].map((same) => {
    const [{ group: apiGroup, resource, name } = { group: '', resource: '' }] = same;
    const verbs = verbOrder.filter((verb) => same.some((need) => need.verb === verb));
    return { apiGroup, resource, name: name ?? null, verbs };
  });
  const merged = Map.groupBy(single, ({ apiGroup, name, verbs }) => JSON.stringify([apiGroup, name, verbs]));
  return [...merged.values()].map((same) => {
    const [{ apiGroup, name, verbs } = { apiGroup: '', name: null, verbs: [] }] = same;
    const resources = same.map(({ resource }) => resource);
    return { apiGroups: [apiGroup], resources, ...(name === null ? {} : { resourceNames: [name] }), verbs };
  });
}

export interface RolesOptions {
  name: string;
  /** A namespace that is made for each run: what is needed in it is needed everywhere, since its name is not known before. */
  ownNamespace: string | null;
}

/** A Role for each namespace, and a ClusterRole for what belongs to none. */
export function rolesFor(needs: readonly Need[], { name, ownNamespace }: RolesOptions): RoleObject[] {
  const placeOf = ({ namespace }: Need): string | null => (namespace === ownNamespace ? null : namespace);
  return [...Map.groupBy(needs, placeOf)].map(([namespace, those]) =>
    namespace === null
      ? { apiVersion, kind: 'ClusterRole', metadata: { name }, rules: rulesOf(those) }
      : { apiVersion, kind: 'Role', metadata: { name, namespace }, rules: rulesOf(those) },
  );
}

export function bindingOf({ kind, metadata }: RoleObject, subject: Subject): BindingObject {
  return {
    apiVersion,
    kind: kind === 'Role' ? 'RoleBinding' : 'ClusterRoleBinding',
    metadata: { ...metadata },
    roleRef: { apiGroup: group, kind, name: metadata.name },
    subjects: [subject],
  };
}

/** Whom a user name of the API server stands for. */
export function subjectOf(username: string): Subject {
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(username) ?? [];
  return namespace === undefined || name === undefined
    ? { kind: 'User', apiGroup: group, name: username }
    : { kind: 'ServiceAccount', name, namespace };
}

/** The text that `kubectl apply -f -` takes. */
export function rolesYaml(roles: readonly RoleObject[], subject: Subject): string {
  const objects = roles.flatMap((role) => [role, bindingOf(role, subject)]);
  return objects.map((object) => stringify(object, { flowCollectionPadding: false })).join('---\n');
}

/** What the plan cannot do without, and a port-forward where the path is chosen by itself: it works from everywhere. */
export function leastNeeds(needs: readonly Need[]): Need[] {
  const hasChoice = needs.some(({ via, level }) => via !== undefined && level === 'useful');
  return needs.filter(({ level, via }) => level === 'required' || (hasChoice && via === 'port-forward'));
}
