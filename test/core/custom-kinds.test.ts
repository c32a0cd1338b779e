import { describe, expect, it } from 'vitest';
import { customKindsOf } from '../../src/core/custom-kinds.ts';
import { documents, planOf, pod, problemsOf, service } from './config/support.ts';

const definition = (version = 'v1', scope = 'Namespaced'): string => `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gizmos.example.com }
spec:
  group: example.com
  names: { kind: Gizmo, plural: gizmos }
  scope: ${scope}
  versions:
    - { name: ${version}, served: true, storage: true }
    - { name: v0, served: false, storage: false }
`;
const gizmo = 'apiVersion: example.com/v1\nkind: Gizmo\nmetadata: { name: app }\n';
const manifest = (text: string): string => documents(text, gizmo, pod(), service());
const settings = { manifest: 'app.yml' };
const named = (manifests: readonly { object: { kind: string; metadata: { name: string } } }[]): string[] =>
  manifests.map(({ object: { kind, metadata } }) => `${kind}/${metadata.name}`);

describe('a CustomResourceDefinition in the manifest of a workload', () => {
  it('is created once, before the first start, and its object with each', () => {
    const given = {
      settings: { ...settings, allowClusterScoped: true },
      files: { 'app.yml': manifest(definition()) },
    };
    const { scenarios, setupManifests } = planOf(given);
    expect(named(setupManifests)).toEqual(['CustomResourceDefinition/gizmos.example.com']);
    const [scenario] = scenarios;
    expect(scenario?.workload.kind === 'manifest' ? named(scenario.workload.manifests) : null).toEqual([
      'Gizmo/app',
      'Pod/app',
      'Service/app',
    ]);
  });

  it('needs --allow-cluster-scoped', () => {
    const given = { settings, files: { 'app.yml': manifest(definition()) } };
    expect(problemsOf(given)).toMatchObject([
      { field: 'app.yml#1', fix: expect.stringContaining('cluster') as string },
    ]);
  });

  it('is the same in all scenarios', () => {
    const file = (names: readonly string[]): string =>
      `scenarios:\n${names.map((name) => `  - { name: ${name}, workload: { manifest: ${name}.yml } }\n`).join('')}`;
    const given = (other: string): Parameters<typeof problemsOf>[0] => ({
      settings: { allowClusterScoped: true },
      config: file(['a', 'b']),
      files: { 'ci/a.yml': manifest(definition()), 'ci/b.yml': manifest(other) },
    });
    expect(named(planOf(given(definition())).setupManifests)).toHaveLength(1);
    expect(problemsOf(given(definition('v2')))).toMatchObject([
      {
        field: 'ci/b.yml#1',
        message: expect.stringContaining('differs from the one in ci/a.yml#1') as string,
      },
    ]);
  });
});

describe('the kinds that definitions bring', () => {
  const at = (spec: object): Parameters<typeof customKindsOf>[0] => [
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'x' },
      spec,
    },
  ];
  const names = { kind: 'Gizmo', plural: 'gizmos' };

  it('are those of each served version', () => {
    const versions = [
      { name: 'v1', served: true },
      { name: 'v2', served: true },
      { name: 'v0', served: false },
    ];
    expect(customKindsOf(at({ group: 'example.com', names, scope: 'Cluster', versions }))).toEqual([
      { apiVersion: 'example.com/v1', kind: 'Gizmo', plural: 'gizmos', namespaced: false },
      { apiVersion: 'example.com/v2', kind: 'Gizmo', plural: 'gizmos', namespaced: false },
    ]);
  });

  it.each([{}, { group: 'example.com' }, { group: 'example.com', names, versions: 3 }, { group: 1, names }])(
    'are none where the definition is not one: %j',
    (spec) => {
      expect(customKindsOf(at(spec))).toEqual([]);
    },
  );
});
