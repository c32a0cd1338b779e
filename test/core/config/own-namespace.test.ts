import { describe, expect, it } from 'vitest';
import type { Manifest } from '../../../src/core/plan.ts';
import { documents, pod, problemsOf, scenarioOf, service, warningsOf, type Given } from './support.ts';

const inNamespace = (text: string, namespace: string) =>
  text.replace('metadata: { ', `metadata: { namespace: ${namespace}, `);
const namespace = (name: string) => `apiVersion: v1\nkind: Namespace\nmetadata: { name: ${name} }\n`;
const given = (manifest: string, settings: Given['settings'] = {}): Given => ({
  settings: { manifest: 'app.yml', ...settings },
  files: { 'app.yml': manifest },
});
const shop = documents(namespace('shop'), inNamespace(pod(), 'shop'), inNamespace(service(), 'shop'));

function manifestsOf(from: Given): readonly Manifest[] {
  const { workload } = scenarioOf(from);
  if (workload.kind !== 'manifest') throw new Error('no manifest');
  return workload.manifests;
}

describe('an application that brings its own namespace', () => {
  it('is created in the namespace of the run, with a note', () => {
    expect(
      manifestsOf(given(shop)).map(({ object: { kind, metadata } }) => [kind, metadata.namespace]),
    ).toEqual([
      ['Pod', undefined],
      ['Service', undefined],
    ]);
    expect(warningsOf(given(shop))).toEqual([
      {
        field: 'app.yml',
        message:
          '2 objects of namespace "shop" will be in the run\'s own namespace; Namespace/shop is left out, with its labels',
      },
    ]);
  });

  it('is one note where only some of its objects name it', () => {
    const text = documents(inNamespace(pod(), 'shop'), service());
    expect(warningsOf(given(text)).map(({ message }) => message)).toEqual([
      '1 object of namespace "shop" will be in the run\'s own namespace',
    ]);
  });

  it('names the host names that still mean it', () => {
    const env =
      'env: [{ name: DB, value: "postgres://carts-db.shop:5432/x" }], args: [--api=http://api.shop.svc/v1]';
    const text = shop.replace('containers: []', `containers: [{ name: c, ${env} }]`);
    expect(warningsOf(given(text))[1]?.message).toBe(
      'host names are not changed, and still mean the namespace "shop": ' +
        '"carts-db.shop" in Pod/app spec.containers[0].env[0].value; "api.shop" in Pod/app spec.containers[0].args[0]',
    );
  });

  it('is no host name where the name is part of another one', () => {
    const text = shop.replace(
      'containers: []',
      'containers: [{ name: c, image: "example.com/web.shopping:1" }]',
    );
    expect(warningsOf(given(text))).toHaveLength(1);
  });

  it('binds roles to the accounts where they are now', () => {
    const binding = `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: b, namespace: shop }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r }
subjects: [{ kind: ServiceAccount, name: a, namespace: shop }, { kind: ServiceAccount, name: o, namespace: other }]
`;
    const bound = manifestsOf(given(documents(shop, binding))).find(
      ({ object }) => object.kind === 'RoleBinding',
    );
    expect(bound?.object['subjects']).toEqual([
      { kind: 'ServiceAccount', name: 'a' },
      { kind: 'ServiceAccount', name: 'o', namespace: 'other' },
    ]);
  });

  it('is one problem for all objects where the run was given another namespace', () => {
    expect(problemsOf(given(shop, { namespace: 'mine' }))).toEqual([
      {
        field: 'app.yml',
        value: 'shop',
        message: 'the objects name the namespace "shop", and --namespace names "mine"',
        fix: "leave out --namespace: the objects are then created in a namespace of the run's own; or pass --namespace shop, if it exists",
      },
    ]);
  });

  it('works as that message says: in the namespace itself, without creating it', () => {
    const there = given(shop, { namespace: 'shop' });
    expect(problemsOf(there)).toEqual([]);
    expect(manifestsOf(there).map(({ object }) => object.kind)).toEqual(['Pod', 'Service']);
    expect(warningsOf(there).map(({ message }) => message)).toEqual([
      'Namespace/shop is left out: the run works in the one that exists',
    ]);
  });

  it('is refused in one message where it has several namespaces', () => {
    const text = documents(shop, inNamespace(service('web'), 'monitoring'));
    expect(problemsOf(given(text, { service: 'app' }))).toMatchObject([
      {
        field: 'app.yml',
        message:
          'the objects belong to several namespaces: shop (3 objects), monitoring (1 object); a run works in one: a namespace of its own',
      },
    ]);
  });
});
