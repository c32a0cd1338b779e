import { describe, expect, it } from 'vitest';
import {
  documents,
  pod,
  problemsOf,
  scenarioOf,
  service,
  warningsOf,
  planOf,
  type Given,
} from './support.ts';

const given = (manifest: string, settings: Given['settings'] = {}): Given => ({
  settings: { manifest: 'app.yml', ...settings },
  files: { 'app.yml': manifest },
});
const object = (apiVersion: string, kind: string, spec = '{}') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: app }\nspec: ${spec}\n`;
const template = '{ template: { metadata: { labels: { app: app } }, spec: { containers: [] } } }';

describe('a manifest can be measured', () => {
  it('with a pod and a service, and is named after its first workload', () => {
    const scenario = scenarioOf(given(documents(service('web'), pod('first'), pod('second'))));
    expect(scenario).toMatchObject({ name: 'first', probe: { service: 'web', port: 80 } });
    expect(scenario.workload).toMatchObject({
      kind: 'manifest',
      manifests: [{ source: 'app.yml#1' }, {}, {}],
    });
  });

  it.each(['Deployment', 'StatefulSet', 'ReplicaSet'])('with a %s', (kind) => {
    const text = documents(object('apps/v1', kind, template), service());
    expect(scenarioOf(given(text)).name).toBe('app');
    expect(warningsOf(given(text))).toEqual([]);
  });

  it('with further objects beside them', () => {
    const text = documents(object('v1', 'ConfigMap'), pod(), service());
    expect(scenarioOf(given(text)).workload).toMatchObject({ manifests: [{}, {}, {}] });
  });

  it('with several services of which one is named', () => {
    const text = documents(pod(), service('one'), service('two'));
    expect(scenarioOf(given(text, { service: 'two' })).probe.service).toBe('two');
  });

  it('by the TCP port of its service that is clear, unless one is named', () => {
    const ports =
      'selector: { app: app }, ports: [{ port: 53, protocol: UDP }, { port: 80 }, { port: 81, protocol: TCP }]';
    const text = documents(pod(), service('app', ports));
    expect(scenarioOf(given(text)).probe.port).toBe(80);
    expect(scenarioOf(given(text, { servicePort: '81' })).probe.port).toBe(81);
  });
});

describe('a manifest cannot be measured', () => {
  const noSelector = 'ports: [{ port: 80 }]';
  const select = 'selector: { app: app }';
  const port = 'ports: [{ port: 80 }]';
  it.each([
    ['without a pod', service(), '--manifest', 'the manifest starts no pod'],
    ['without a service', pod(), '--manifest', 'the manifest holds no Service'],
    [
      'with a custom resource named Service only',
      documents(pod(), object('serving.knative.dev/v1', 'Service')),
      '--manifest',
      'the manifest holds no Service',
    ],
    [
      'with several services and none named',
      documents(pod(), service('one'), service('two')),
      '--service',
      'the manifest holds several Services: one, two',
    ],
    [
      'with a DaemonSet',
      documents(pod(), service(), object('apps/v1', 'DaemonSet', template)),
      'app.yml#3',
      'DaemonSet/app starts a pod on every node',
    ],
    [
      'with a Job',
      documents(service(), object('batch/v1', 'Job')),
      'app.yml#2',
      'Job/app runs pods that end',
    ],
    [
      'with a CronJob',
      documents(service(), object('batch/v1', 'CronJob')),
      'app.yml#2',
      'CronJob/app runs pods that end',
    ],
    [
      'with a ReplicationController',
      documents(service(), object('v1', 'ReplicationController')),
      'app.yml#2',
      'ReplicationController/app is superseded',
    ],
    [
      'with no replicas',
      documents(object('apps/v1', 'Deployment', `{ replicas: 0, ${template.slice(1)}`), service()),
      'app.yml#1 spec.replicas',
      'Deployment/app has no replicas',
    ],
    [
      'through a headless service',
      documents(pod(), service('app', `${select}, ${port}, clusterIP: None`)),
      'app.yml#2 spec',
      'Service/app is headless',
    ],
    [
      'through an ExternalName',
      documents(pod(), service('app', 'type: ExternalName, externalName: a.example.com')),
      'app.yml#2 spec',
      'Service/app is of type ExternalName',
    ],
    [
      'through a service without a selector',
      documents(pod(), service('app', noSelector)),
      'app.yml#2 spec',
      'Service/app has no selector',
    ],
    [
      'through a service without ports',
      documents(pod(), service('app', select)),
      'app.yml#2 spec',
      'Service/app has no ports',
    ],
    [
      'over UDP',
      documents(pod(), service('app', `${select}, ports: [{ port: 53, protocol: UDP }]`)),
      'app.yml#2 spec',
      'Service/app has no TCP port',
    ],
    [
      'through a service that is out of shape',
      documents(pod(), service('app', `${select}, ports: [{ port: http }]`)),
      'app.yml#2 spec.ports[0].port',
      'must be a whole number (in Service/app)',
    ],
  ])('%s', (_, text, field, message) => {
    const problems = problemsOf(given(text));
    expect(problems.map((problem) => problem.field)).toEqual([field]);
    expect(problems[0]?.message.slice(0, message.length)).toBe(message);
  });

  it('through a service that it does not hold', () => {
    expect(problemsOf(given(documents(pod(), service()), { service: 'other' }))).toMatchObject([
      {
        field: '--service',
        value: 'other',
        message: 'the manifest holds no Service of this name; it holds: app',
      },
    ]);
  });

  it('at a port that the service does not have', () => {
    expect(problemsOf(given(documents(pod(), service()), { servicePort: '8080' }))).toMatchObject([
      { field: '--service-port', value: '8080', message: 'is not among the TCP ports of Service/app: 80' },
    ]);
  });

  it('with keys that describe an image', () => {
    const problems = problemsOf(
      given(documents(pod(), service()), { port: '80', env: 'A=b', restricted: 'true' }),
    );
    expect(problems.map(({ field }) => field)).toEqual(['--port', '--env', '--restricted']);
  });

  it('where its objects name another namespace', () => {
    const elsewhere = pod().replace('name: app,', 'name: app, namespace: team,');
    expect(problemsOf(given(documents(elsewhere, service()), { namespace: 'mine' }))).toMatchObject([
      {
        field: 'app.yml',
        value: 'team',
        message: expect.stringContaining('--namespace names "mine"') as string,
      },
    ]);
    expect(problemsOf(given(documents(elsewhere, service()), { namespace: 'team' }))).toEqual([]);
  });
});

it('warns of a service whose selector matches no pod', () => {
  expect(warningsOf(given(documents(pod('app', 'app: other'), service())))).toMatchObject([
    {
      field: '--manifest',
      message: 'the selector of Service/app (app=app) matches the labels of no pod in the manifest',
    },
  ]);
});

describe('files named in the configuration file', () => {
  const files = { 'ci/app.yml': documents(pod(), service()), 'ci/secret.yml': object('v1', 'Secret') };
  const config = 'setupManifests: [secret.yml]\nscenarios: [{ workload: { manifest: ./app.yml } }]';

  it('are looked for beside it', () => {
    const plan = planOf({ config, files });
    expect(plan.setupManifests).toMatchObject([{ source: 'ci/secret.yml#1' }]);
    expect(plan.scenarios[0]?.workload).toMatchObject({ manifests: [{ source: 'ci/app.yml#1' }, {}] });
  });

  it('are taken as they are where the path is absolute, or a flag names them', () => {
    const absolute = config.replace('./app.yml', '/srv/app.yml');
    const settings = { setupManifests: ['other.yml'] };
    const all = { '/srv/app.yml': files['ci/app.yml'], 'other.yml': files['ci/secret.yml'] };
    expect(planOf({ config: absolute, settings, files: all }).setupManifests).toMatchObject([
      { source: 'other.yml#1' },
    ]);
  });

  it('may not create one object twice', () => {
    const both = { ...files, 'ci/secret.yml': pod() };
    expect(problemsOf({ config, files: both })).toMatchObject([
      { field: 'ci/app.yml#1', message: 'Pod/app is in ci/secret.yml#1 already' },
    ]);
  });

  it('may name objects without a namespace only where that is allowed', () => {
    const role = `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: a }\n`;
    const all = { ...files, 'ci/secret.yml': role };
    expect(problemsOf({ config, files: all })).toMatchObject([{ field: 'ci/secret.yml#1' }]);
    expect(problemsOf({ config, files: all, settings: { allowClusterScoped: 'true' } })).toEqual([]);
  });
});

describe('a path that the type of the service does not have', () => {
  const manifestOf = (type: string): string =>
    documents(pod(), service('app', `${type}selector: { app: app }, ports: [{ port: 80 }]`));

  it.each([
    ['node-port', '', 'needs NodePort or LoadBalancer'],
    ['load-balancer', 'type: NodePort, ', 'needs LoadBalancer'],
  ])('is refused before anything is created: %s', (via, type, needs) => {
    const problems = problemsOf(given(manifestOf(type), { via }));
    const message = expect.stringContaining(needs) as string;
    expect(problems).toMatchObject([{ field: '--via', value: via, message }]);
  });

  it.each([
    ['node-port', 'type: LoadBalancer, '],
    ['load-balancer', 'type: LoadBalancer, '],
    ['cluster-ip', ''],
    ['auto', ''],
  ])('is not what %s is to a service with %j', (via, type) => {
    expect(scenarioOf(given(manifestOf(type), { via })).probe.via).toBe(via);
  });
});
