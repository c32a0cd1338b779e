import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseManifests } from '../../../src/core/config/manifests.ts';
import type { KubectlStep } from '../../../src/core/steps/policy.ts';
import { connect } from '../../../src/kube/connection/connect.ts';
import { Discovery } from '../../../src/kube/api/discovery.ts';
import { PolicyObjects, type ObjectContext } from '../../../src/kube/policy/objects.ts';
import { kubeconfigOf } from '../../faults/stand-in/kubeconfig.ts';
import { StandInCluster } from '../../faults/stand-in/stand-in-cluster.ts';
import { impatientClock } from '../kube-harness.ts';

const never = new AbortController().signal;
const doing = { signal: never, undo: () => undefined };
const deployments = '/apis/apps/v1/namespaces/shop/deployments';

async function bench(more: Partial<ObjectContext> = {}) {
  const cluster = await StandInCluster.start();
  const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-policy-'));
  const api = await connect({ kubeconfig: kubeconfigOf(folder, cluster.url), env: {}, signal: never });
  const objects = new PolicyObjects({
    ...{ api, discovery: new Discovery(api), clock: impatientClock(), namespace: 'shop', runId: 'run' },
    ...{ mayDisturb: false, allowClusterScoped: false },
    ...more,
  });
  return {
    cluster,
    objects,
    [Symbol.asyncDispose]: async () => {
      await api.close();
      await cluster[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true });
    },
  };
}

function step(action: KubectlStep['action'], payload: string): KubectlStep {
  const { manifests } = parseManifests(payload, 'policy');
  return { kind: 'kubectl', action, payload, manifests, autoDelete: action === 'apply' };
}

const web = (more = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web${more} }\nspec: { replicas: 0 }`;
const theirs = { metadata: { name: 'web' }, spec: { replicas: 3 } };

it('an object of somebody else is left as it is, unless that is confirmed', async () => {
  await using here = await bench();
  const { uid } = here.cluster.store.add(deployments, theirs).metadata;
  expect(await here.objects.apply(step('apply', web()), doing)).toEqual({
    passed: false,
    message:
      'applying Deployment/web: it existed before this run, and changing it was not confirmed with --yes',
  });
  expect(here.cluster.store.get(deployments, 'web')).toMatchObject({
    metadata: { uid },
    spec: { replicas: 3 },
  });
  await using there = await bench({ mayDisturb: true });
  there.cluster.store.add(deployments, theirs);
  expect(await there.objects.apply(step('apply', web()), doing)).toMatchObject({ passed: true });
  expect(there.cluster.store.get(deployments, 'web')).toMatchObject({ spec: { replicas: 0 } });
});

it('a new object is created by a POST, and is the run’s own from then on', async () => {
  await using here = await bench();
  expect(await here.objects.apply(step('apply', web()), doing)).toEqual({
    passed: true,
    message: 'Deployment/web created',
  });
  expect(here.cluster.count(/^POST .*\/deployments$/)).toBe(1);
  expect(here.cluster.count(/^PATCH /)).toBe(0);
  expect(await here.objects.apply(step('apply', web()), doing)).toMatchObject({
    message: 'Deployment/web configured',
  });
  expect(await here.objects.delete(step('delete', web()), never)).toMatchObject({ passed: true });
  expect(here.cluster.store.list(deployments)).toEqual([]);
});

it('an object that somebody else has created since it was looked for is not adopted', async () => {
  await using here = await bench({ mayDisturb: true });
  const { cluster } = here;
  cluster.inject(/^POST .*\/deployments$/, (response, asked, carryOut) => {
    cluster.store.add(deployments, theirs);
    void carryOut().then((answer) => answer(response, asked));
  });
  expect(await here.objects.apply(step('apply', web()), doing)).toMatchObject({
    passed: false,
    message: expect.stringContaining('another client created it in the meantime') as unknown,
  });
  expect(cluster.store.get(deployments, 'web')).toMatchObject({ spec: { replicas: 3 } });
});

it('an object that was replaced since it was looked at is left alone, confirmed or not', async () => {
  await using here = await bench({ mayDisturb: true });
  const { cluster } = here;
  cluster.store.add(deployments, theirs);
  cluster.inject(/^PATCH .*\/deployments\/web$/, (response, asked, carryOut) => {
    cluster.store.remove(deployments, 'web');
    cluster.store.add(deployments, theirs);
    void carryOut().then((answer) => answer(response, asked));
  });
  expect(await here.objects.apply(step('apply', web()), doing)).toMatchObject({
    passed: false,
    message: expect.stringContaining('it was replaced in the meantime') as unknown,
  });
  expect(cluster.store.get(deployments, 'web')).toMatchObject({ spec: { replicas: 3 } });
});

const gadget = 'apiVersion: example.com/v1\nkind: Gadget\nmetadata: { name: all }';

it.each([
  ['apply', web(', namespace: kube-system'), {}, /in a kube-\* namespace, which was not confirmed/],
  ['delete', web(', namespace: kube-system'), {}, /in a kube-\* namespace, which was not confirmed/],
  ['apply', gadget, { mayDisturb: true }, /--allow-cluster-scoped/],
  ['delete', gadget, { mayDisturb: true }, /--allow-cluster-scoped/],
  ['delete', gadget, { allowClusterScoped: true }, /cluster-scoped, which was not confirmed/],
] as const)(
  'to %s beyond ordinary namespaces needs its permission: %s, given %o',
  async (action, payload, given, why) => {
    await using here = await bench(given);
    const { store } = here.cluster;
    store.add('/apis/example.com/v1/gadgets', { metadata: { name: 'all' } });
    store.add('/apis/apps/v1/namespaces/kube-system/deployments', theirs);
    const { version } = store;
    const tried =
      action === 'apply'
        ? await here.objects.apply(step(action, payload), doing)
        : await here.objects.delete(step(action, payload), never);
    expect(tried).toEqual({ passed: false, message: expect.stringMatching(why) as unknown });
    expect(store.version).toBe(version);
  },
);
