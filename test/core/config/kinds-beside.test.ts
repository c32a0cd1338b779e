import { describe, expect, it } from 'vitest';
import { documents, pod, problemsOf, scenarioOf, service, type Given } from './support.ts';

const given = (manifest: string, settings: Given['settings'] = {}): Given => ({
  settings: { manifest: 'app.yml', ...settings },
  files: { 'app.yml': manifest },
});
const object = (apiVersion: string, kind: string, spec = '{}') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: app }\nspec: ${spec}\n`;
const template = '{ template: { metadata: { labels: { app: app } }, spec: { containers: [] } } }';

describe('parts that are left empty or out', () => {
  const beside = (text: string) => given(documents(pod(), service(), text), { service: 'app' });

  it('are as good as absent where the API server takes them so', () => {
    const empty = service('ext', 'selector: , ports: [{ port: 80 }]');
    expect(problemsOf(beside(empty))).toEqual([]);
  });

  it.each([
    [
      'a Service without spec',
      'apiVersion: v1\nkind: Service\nmetadata: { name: ext }\n',
      'spec',
      'Service/ext',
    ],
    [
      'an empty spec',
      'apiVersion: v1\nkind: Service\nmetadata: { name: ext }\nspec:\n',
      'spec',
      'Service/ext',
    ],
    [
      'a Deployment without template',
      object('apps/v1', 'Deployment', '{ selector: { matchLabels: { app: app } } }'),
      'spec.template',
      'Deployment/app',
    ],
    [
      'a template without containers',
      object('apps/v1', 'Deployment', '{ template: { spec: } }'),
      'spec.template.spec',
      'Deployment/app',
    ],
  ])('are named with the object: %s', (_, text, field, name) => {
    expect(problemsOf(beside(text))).toEqual([
      { field: `app.yml#3 ${field}`, message: `is missing (in ${name})` },
    ]);
  });
});

describe('kinds next to the workload', () => {
  const rollout = object('argoproj.io/v1alpha1', 'Rollout', template);
  it.each([
    [
      'a Rollout',
      documents(rollout, service()),
      'Rollout/app is started by the controller of Argo Rollouts',
      'Deployment (apps/v1)',
    ],
    [
      'a removed version',
      documents(object('extensions/v1beta1', 'Deployment', template), service()),
      'Deployment/app has the apiVersion extensions/v1beta1, which Kubernetes 1.16',
      'apiVersion: apps/v1',
    ],
  ])('say what to do: %s', (_, text, message, fix) => {
    const [problem, ...more] = problemsOf(given(text));
    expect(problem?.message).toContain(message);
    expect(problem?.fix).toContain(fix);
    expect(more).toEqual([]);
  });

  it('are named where none of them starts a pod', () => {
    expect(problemsOf(given(documents(service(), object('example.com/v1', 'Thing'))))[0]?.message).toBe(
      'the manifest starts no pod: it needs a Pod, Deployment, StatefulSet or ReplicaSet, and holds Service (v1), Thing (example.com/v1)',
    );
  });

  it('leave a Rollout next to a workload of its own alone', () => {
    expect(problemsOf(given(documents(pod(), service(), rollout)))).toEqual([]);
  });
});

describe('of several Services', () => {
  const select = 'selector: { app: app }, ports: [{ port: 80 }]';
  it.each([
    ['headless', `clusterIP: None, ${select}`],
    ['of type ExternalName', 'type: ExternalName, externalName: example.com'],
    ['without selector', 'ports: [{ port: 80 }]'],
    ['leading elsewhere', 'selector: { app: other }, ports: [{ port: 80 }]'],
  ])('the only one that can be probed is taken: the other is %s', (_, spec) => {
    const text = documents(pod(), service('other', spec), service('web', select));
    expect(scenarioOf(given(text)).probe.service).toBe('web');
  });

  it('the message says which could be named', () => {
    const text = documents(
      pod(),
      service('a', select),
      service('b', select),
      service('c', `clusterIP: None, ${select}`),
    );
    expect(problemsOf(given(text))[0]?.message).toBe(
      'the manifest holds several Services: a, b, c (is headless (clusterIP: None): it has no address of its own to ask)',
    );
  });
});
