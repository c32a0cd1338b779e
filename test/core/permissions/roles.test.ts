import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { needsOn, type Need } from '../../../src/core/permissions/need.ts';
import { leastNeeds, rolesFor, rolesYaml, rulesOf, subjectOf } from '../../../src/core/permissions/roles.ts';

const purpose = { namespace: 'ci', level: 'required', why: 'x' } as const;
const pods = needsOn('', 'pods', ['delete', 'create'], purpose);
const services = needsOn('', 'services', ['create', 'delete'], purpose);
const nodes = needsOn('', 'nodes', ['list'], { ...purpose, namespace: null });

it('puts verbs and resources together that go together', () => {
  const named = needsOn('', 'secrets', ['create', 'delete'], { ...purpose, name: 'a' });
  expect(rulesOf([...pods, ...services, ...named])).toEqual([
    { apiGroups: [''], resources: ['pods', 'services'], verbs: ['create', 'delete'] },
    { apiGroups: [''], resources: ['secrets'], resourceNames: ['a'], verbs: ['create', 'delete'] },
  ]);
});

it('a Role for a namespace, a ClusterRole for what belongs to none, each bound to who asks', () => {
  const roles = rolesFor([...pods, ...nodes], { name: 'r', ownNamespace: null });
  const objects = parseAllDocuments(rolesYaml(roles, subjectOf('system:serviceaccount:ci:runner'))).map(
    (document) => document.toJS() as object,
  );
  const subjects = [{ kind: 'ServiceAccount', name: 'runner', namespace: 'ci' }];
  expect(objects).toMatchObject([
    { kind: 'Role', metadata: { name: 'r', namespace: 'ci' } },
    {
      kind: 'RoleBinding',
      metadata: { name: 'r', namespace: 'ci' },
      roleRef: { kind: 'Role', name: 'r' },
      subjects,
    },
    { kind: 'ClusterRole', metadata: { name: 'r' } },
    { kind: 'ClusterRoleBinding', metadata: { name: 'r' }, roleRef: { kind: 'ClusterRole' }, subjects },
  ]);
});

it('what is needed in a namespace made for each run is needed everywhere', () => {
  const roles = rolesFor([...pods, ...nodes], { name: 'r', ownNamespace: 'ci' });
  expect(roles.map(({ kind }) => kind)).toEqual(['ClusterRole']);
});

it('a user who is no ServiceAccount is bound by name', () => {
  expect(subjectOf('jane@example.com')).toMatchObject({ kind: 'User', name: 'jane@example.com' });
});

it('the least includes a port-forward where the path is left open, and nothing else that is only useful', () => {
  const useful = { ...purpose, level: 'useful' } as const;
  const forward = needsOn('', 'pods/portforward', ['get'], { ...useful, via: 'port-forward' });
  const others: Need[] = [
    ...needsOn('', 'events', ['list'], useful),
    ...needsOn('', 'services/proxy', ['get'], { ...useful, via: 'api-proxy' }),
  ];
  expect(leastNeeds([...pods, ...forward, ...others])).toEqual([...pods, ...forward]);
});
