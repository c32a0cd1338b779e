import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settleObjects } from '../../../src/core/config/manifest-files.ts';
import { parseManifests, type ScopeRules } from '../../../src/core/config/manifests.ts';
import { documents, pod, service } from './support.ts';

const parse = (text: string) => parseManifests(text, 'app.yml');
const configMap = (name: string, more = '') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}${more} }\n`;

describe('a manifest file', () => {
  it('gives its objects in their order', () => {
    const fixture = join(import.meta.dirname, '../../fixtures/goldpinger-pod-and-service.yml');
    const { manifests, problems } = parse(readFileSync(fixture, 'utf8'));
    expect(problems).toEqual([]);
    expect(manifests.map(({ source, object }) => [source, object.kind, object.metadata.name])).toEqual([
      ['app.yml#1', 'Pod', 'slo-test'],
      ['app.yml#2', 'Service', 'slo-test'],
    ]);
    expect(manifests[0]?.object['spec']).toMatchObject({
      containers: [
        {
          env: [
            { name: 'HOST', value: '0.0.0.0' },
            { name: 'PORT', value: '8080' },
          ],
        },
      ],
    });
  });

  it('may hold a List, whose items count as documents', () => {
    const text = `apiVersion: v1\nkind: List\nitems:\n- ${pod().replaceAll('\n', '\n  ')}\n- ${service().replaceAll('\n', '\n  ')}`;
    expect(parse(text).manifests.map(({ source, object }) => [source, object.kind])).toEqual([
      ['app.yml#1.items[0]', 'Pod'],
      ['app.yml#1.items[1]', 'Service'],
    ]);
  });

  it('may be JSON', () => {
    const text = JSON.stringify({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: { b: '1' },
    });
    expect(parse(text).manifests).toMatchObject([{ source: 'app.yml#1', object: { data: { b: '1' } } }]);
  });

  it('may leave metadata empty where it is optional', () => {
    expect(parse('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n  labels:\n')).toMatchObject({
      manifests: [{ object: { metadata: { name: 'a' } } }],
      problems: [],
    });
  });

  it('may hold objects of the same name and different kind or namespace', () => {
    const text = documents(configMap('a'), configMap('a', ', namespace: b'), pod('a'));
    expect(parse(text).problems).toEqual([]);
  });
});

describe('a problem with a document names the document', () => {
  it.each([
    ['kind: Pod\nmetadata: { name: a }', 'app.yml#1 apiVersion', 'apiVersion is missing, or is not text'],
    ['apiVersion: v1\nmetadata: { name: a }', 'app.yml#1 kind', 'kind is missing, or is not text'],
    ['apiVersion: v1\nkind: ""\nmetadata: { name: a }', 'app.yml#1 kind', 'kind is empty'],
    ['apiVersion: v1\nkind: Pod', 'app.yml#1 metadata', 'metadata is missing, or is not a mapping'],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: {}',
      'app.yml#1 metadata.name',
      'the name is missing, or is not text',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: 12 }',
      'app.yml#1 metadata.name',
      'the name is missing, or is not text',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: { generateName: a- }',
      'app.yml#1 metadata.generateName',
      'a generated name is not supported: objects are found again and deleted by their name',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, labels: { debug: on } }',
      'app.yml#1 metadata.labels.debug',
      'must be text; put numbers and booleans into quotes',
    ],
    [
      'apiVersion: v1\nkind: Pod\nmetadata: { name: a, annotations: { example.com/a: 1 } }',
      'app.yml#1 metadata.annotations["example.com/a"]',
      'must be text; put numbers and booleans into quotes',
    ],
    ['just a text', 'app.yml#1', 'is not a Kubernetes object: a mapping is expected'],
    ['kind: List\nitems: [a]', 'app.yml#1.items[0]', 'is not a Kubernetes object: a mapping is expected'],
    ['# nothing', 'app.yml', 'the file holds no Kubernetes object'],
    [documents(configMap('a'), configMap('a')), 'app.yml#2', 'ConfigMap/a is in app.yml#1 already'],
    ['a:\n\tb: 1', 'app.yml:2:1', 'a tab indents this line; YAML allows only spaces'],
  ])('%j', (text, field, message) => {
    expect(parse(text).problems).toMatchObject([{ field, message }]);
  });

  it('and does not hide those of the others', () => {
    const text = documents('a:\n\tb: 1\n', 'kind: Pod\nmetadata: { name: a }\n', configMap('b'));
    const { manifests, problems } = parse(text);
    expect(problems.map(({ field }) => field)).toEqual(['app.yml:2:1', 'app.yml#2 apiVersion']);
    expect(manifests.map(({ object }) => object.metadata.name)).toEqual(['b']);
  });
});

describe('objects go where the run works', () => {
  const rules: ScopeRules = {
    namespace: null,
    allowClusterScoped: false,
    nameOf: (setting) => `--${setting}`,
  };
  const check = (text: string, change: Partial<ScopeRules> = {}) =>
    settleObjects(parse(text).manifests, { ...rules, ...change }, 'app.yml').problems;

  it('so one that names another namespace is refused', () => {
    expect(check(configMap('a', ', namespace: team'), { namespace: 'mine' })).toMatchObject([
      { message: 'the objects name the namespace "team", and --namespace names "mine"' },
    ]);
  });

  it.each([
    ['none', configMap('a'), null],
    ['an empty one', configMap('a', ', namespace: ""'), null],
    ['the same', configMap('a', ', namespace: team'), 'team'],
    ['any, while the namespace of the run is not known', configMap('a', ', namespace: team'), undefined],
  ])('and one that names %s is taken', (_, text, namespace) => {
    expect(check(text, { namespace })).toEqual([]);
  });

  it.each([
    ['v1', 'PersistentVolume'],
    ['v1', 'Node'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRole'],
    ['rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
    ['storage.k8s.io/v1', 'StorageClass'],
    ['storage.k8s.io/v1', 'CSIDriver'],
    ['apiextensions.k8s.io/v1', 'CustomResourceDefinition'],
    ['scheduling.k8s.io/v1', 'PriorityClass'],
    ['admissionregistration.k8s.io/v1', 'ValidatingWebhookConfiguration'],
    ['admissionregistration.k8s.io/v1', 'MutatingWebhookConfiguration'],
    ['apiregistration.k8s.io/v1', 'APIService'],
    ['node.k8s.io/v1', 'RuntimeClass'],
    ['networking.k8s.io/v1', 'IngressClass'],
  ])('so %s %s, which belongs to no namespace, needs permission', (apiVersion, kind) => {
    const text = `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n`;
    expect(check(text)).toMatchObject([
      { field: 'app.yml#1', message: expect.stringContaining(`${kind}/a belongs to no`) as string },
    ]);
    expect(check(text, { allowClusterScoped: true })).toEqual([]);
  });

  it.each([
    ['rbac.authorization.k8s.io/v1', 'Role'],
    ['example.com/v1', 'Node'],
    ['example.com/v1', 'Anything'],
  ])('and %s %s is taken here', (apiVersion, kind) => {
    expect(check(`apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: a }\n`)).toEqual([]);
  });
});
