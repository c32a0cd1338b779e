import { describe, expect, it } from 'vitest';
import { resolveRun } from '../../../src/powerfulseal/resolve.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { wellKnownResource } from '../../../src/core/permissions/kinds.ts';
import { describeNeed, type Need } from '../../../src/core/permissions/need.ts';
import { planNeeds, type NeedsOptions } from '../../../src/core/permissions/plan-needs.ts';
import { policyNeeds } from '../../../src/core/steps/needs.ts';

const place: NeedsOptions = {
  namespace: 'ci',
  ownsNamespace: false,
  hasNodeAccess: false,
  helperNamespace: null,
  resourceOf: wellKnownResource,
};
const image = { image: 'app:1', port: '8080' };
const target = { target: 'deployment/web', namespace: 'ci', confirm: 'true' };
const always = [
  'list pods',
  'watch pods',
  'list endpointslices.discovery.k8s.io',
  'watch endpointslices.discovery.k8s.io',
];
const pods = ['create pods', 'get pods', 'delete pods'];
const services = ['create services', 'get services', 'delete services'];
const deployments = ['create deployments.apps', 'get deployments.apps', 'delete deployments.apps'];

function planOf(settings: Record<string, string>, files: Record<string, string> = {}): Plan {
  const isPolicy = files['policy.yml'] !== undefined;
  const timing = isPolicy ? { policyTiming: 'literal' } : {};
  const policy = isPolicy ? { policy: { path: 'policy.yml' } } : {};
  const resolution = resolveRun(
    { settings: { ...settings, ...timing }, nameOf: (name) => name, randomSeed: 1, ...policy },
    (path) => files[path] ?? { problem: `there is no ${path}` },
  );
  if ('problems' in resolution) throw new Error(JSON.stringify(resolution.problems));
  return resolution.plan;
}

function required(needs: readonly Need[]): string[] {
  return needs
    .filter(({ level }) => level === 'required')
    .map(describeNeed)
    .sort();
}

const manifest = (...objects: readonly object[]): string =>
  objects.map((object) => JSON.stringify(object)).join('\n---\n');
const labels = { app: 'web' };
const podSpec = { containers: [{ name: 'app', image: 'app:1' }] };
const service = (type: string): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { type, selector: labels, ports: [{ port: 80 }] },
});
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec } },
};
const statefulSet = {
  ...deployment,
  kind: 'StatefulSet',
  spec: { ...deployment.spec, volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
};
const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'pull' } };

describe('what a plan cannot do without', () => {
  it.each<[string, Record<string, string>, string[]]>([
    ['the start of an image', image, [...pods, ...services]],
    ['its pods’ logs', { ...image, podLogs: 'true' }, [...pods, ...services, 'get pods/log']],
    ['an explicit api-proxy', { ...image, via: 'api-proxy' }, [...pods, ...services, 'get services/proxy']],
    [
      'an explicit port-forward',
      { ...image, via: 'port-forward' },
      [...pods, ...services, 'get pods/portforward', 'create pods/portforward'],
    ],
    ['an explicit node-port', { ...image, via: 'node-port' }, [...pods, ...services, 'list nodes']],
    [
      'an explicit load-balancer',
      { ...image, via: 'load-balancer' },
      [...pods, ...services, 'list services', 'watch services'],
    ],
    ['a burst', { ...image, burst: '5' }, [...pods, ...services, 'get pods/proxy']],
    [
      'healing of an image',
      { ...image, experiment: 'healing', confirm: 'true' },
      [...deployments, ...services, 'delete pods'],
    ],
    [
      'killing containers of a target',
      { ...target, experiment: 'healing', kill: 'container' },
      ['get deployments.apps', 'delete pods', 'get services', 'get pods/exec', 'create pods/exec'],
    ],
    [
      'scaling of a target',
      { ...target, experiment: 'scaling', scaleTo: '3' },
      [
        'get deployments.apps',
        'get services',
        'get pods/proxy',
        'get deployments.apps/scale',
        'patch deployments.apps/scale',
      ],
    ],
    [
      'a StatefulSet with claims, which its controller makes and the run deletes',
      { manifest: 'claims.yml' },
      [
        'create statefulsets.apps',
        'get statefulsets.apps',
        'delete statefulsets.apps',
        ...services,
        'get persistentvolumeclaims',
        'delete persistentvolumeclaims',
      ],
    ],
    [
      'a Deployment of the user’s with a pull secret: its pods are made by its controller',
      { manifest: 'app.yml', setupManifests: 'setup.yml' },
      [...deployments, ...services, 'create secrets', 'get secrets', 'delete secrets'],
    ],
  ])('%s', (_, settings, expected) => {
    const files = {
      'claims.yml': manifest(service('NodePort'), statefulSet),
      'app.yml': manifest(service('LoadBalancer'), deployment),
      'setup.yml': manifest(secret),
    };
    expect(required(planNeeds(planOf(settings, files), place))).toEqual([...always, ...expected].sort());
  });

  it('in a namespace made for the run: namespaces of the cluster', () => {
    const needs = planNeeds(planOf(image), { ...place, ownsNamespace: true });
    const ofCluster = needs.filter(({ namespace, level }) => namespace === null && level === 'required');
    expect(ofCluster.map(describeNeed)).toEqual(['create namespaces', 'delete namespaces']);
  });

  it('not a command in containers that are killed from the nodes', () => {
    const plan = planOf({ ...target, experiment: 'healing', kill: 'container' });
    const needs = required(planNeeds(plan, { ...place, hasNodeAccess: true }));
    expect(needs.filter((need) => need.includes('exec'))).toEqual([]);
  });
});

it('pods that remove images take commands in their own namespace, and the names of the nodes', () => {
  const without = planNeeds(planOf(image), place);
  const needs = planNeeds(planOf(image), { ...place, helperNamespace: 'node-tools' });
  const more = needs.filter((need) => !without.some((each) => JSON.stringify(each) === JSON.stringify(need)));
  const at = more.map((need) => `${describeNeed(need)} in ${need.namespace ?? 'the cluster'}: ${need.level}`);
  expect(at.sort()).toEqual([
    'create pods in node-tools: required',
    'create pods/exec in node-tools: required',
    'delete pods in node-tools: required',
    'get pods in node-tools: required',
    'get pods/exec in node-tools: required',
    'list nodes in the cluster: required',
  ]);
});

describe('what is useful', () => {
  const useful = (settings: Record<string, string>, files = {}): string[] =>
    planNeeds(planOf(settings, files), place)
      .filter(({ level }) => level === 'useful')
      .map(describeNeed);

  it('waits for the address of a load balancer only where there may be one', () => {
    expect(useful(image)).not.toContain('watch services');
    const balanced = { 'app.yml': manifest(service('LoadBalancer'), deployment) };
    expect(useful({ manifest: 'app.yml' }, balanced)).toContain('watch services');
    const plain = { 'app.yml': manifest(service('NodePort'), deployment) };
    expect(useful({ manifest: 'app.yml' }, plain)).not.toContain('watch services');
  });

  it('asks no pod that is not to be asked', () => {
    expect(useful(image)).toContain('get pods/proxy');
    expect(useful({ ...image, askPod: 'false' })).not.toContain('get pods/proxy');
  });

  it('says of each right what is lacking without it', () => {
    for (const { why } of planNeeds(planOf(image), place)) expect(why).not.toBe('');
  });
});

it('a policy that is run step by step needs what its steps do', () => {
  const payload = JSON.stringify({ ...secret, metadata: { name: 'a', namespace: 'other' } });
  const policy = {
    scenarios: [
      {
        name: 'all',
        steps: [
          { kubectl: { action: 'apply', payload } },
          { probeHTTP: { target: { service: { name: 'web', namespace: 'ci' } } } },
          {
            podAction: {
              matches: [{ namespace: 'web-*' }, { deployment: { name: 'web', namespace: 'ci' } }],
              actions: [{ kill: {} }],
            },
          },
        ],
      },
    ],
  };
  const plan = planOf({}, { 'policy.yml': JSON.stringify(policy) });
  if (plan.policy === undefined) throw new Error('no policy');
  const needs = policyNeeds(plan.policy, { namespace: 'default', resourceOf: wellKnownResource });
  const at = needs.map(
    (need) => `${describeNeed(need)} in ${need.namespace ?? 'the cluster'}: ${need.level}`,
  );
  expect(at.sort()).toEqual(
    [
      ...['get', 'create', 'patch', 'delete'].map((verb) => `${verb} secrets in other: required`),
      ...['create', 'patch', 'delete'].map((verb) => `${verb} leases.coordination.k8s.io in other: useful`),
      'get services in ci: required',
      'get pods/portforward in ci: useful',
      'create pods/portforward in ci: useful',
      'list pods in ci: required',
      'delete pods in ci: required',
      'get deployments.apps in ci: required',
      'list namespaces in the cluster: required',
    ].sort(),
  );
});
