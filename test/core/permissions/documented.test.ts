import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { documentedRoles } from '../../../src/core/permissions/documented.ts';
import type { RoleObject } from '../../../src/core/permissions/roles.ts';

const page = readFileSync(resolve(import.meta.dirname, '../../../docs/permissions.md'), 'utf8');
const shown = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(
  ([, text = '']) => parseDocument(text).toJS() as RoleObject,
);

/** `create pods.`: the single rights of a Role, however its rules put them together. */
function rightsOf({ rules }: RoleObject): string[] {
  const rights = rules.flatMap(({ apiGroups, resources, verbs }) =>
    apiGroups.flatMap((group) =>
      resources.flatMap((resource) => verbs.map((verb) => `${verb} ${resource}.${group}`)),
    ),
  );
  return rights.sort();
}

it('docs/permissions.md shows the Roles of the one list of needs, and no others', () => {
  const summary = (roles: readonly RoleObject[]) =>
    roles.map((role) => ({ kind: role.kind, name: role.metadata.name, rights: rightsOf(role) }));
  expect(summary(shown)).toEqual(summary(documentedRoles()));
});
