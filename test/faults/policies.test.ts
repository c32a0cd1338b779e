import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { faultBench } from './stand-in/bench.ts';

const bench = faultBench();

const namespaced = (namespace: string): string => `/apis/apps/v1/namespaces/${namespace}/deployments`;
const gadgets = '/apis/example.com/v1/gadgets';

function run(steps: readonly object[], ...flags: readonly string[]) {
  const file = join(bench.folder, 'policy.yml');
  const policy = { config: { runStrategy: { runs: 1 } }, scenarios: [{ name: 'a scenario', steps }] };
  writeFileSync(file, JSON.stringify(policy));
  return bench.run(['run', '--policy', file, ...flags]);
}

const kubectl = (action: string, object: object): object => ({
  kubectl: { action, payload: JSON.stringify(object) },
});
const web = (namespace: string): object => ({
  ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace } },
  spec: {
    replicas: 0,
    selector: { matchLabels: { a: 'b' } },
    template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'a', image: 'a' }] } },
  },
});
const gadget = { apiVersion: 'example.com/v1', kind: 'Gadget', metadata: { name: 'all' } };

it.each([
  [
    'a Deployment of somebody else',
    kubectl('apply', web('default')),
    [],
    /web already exists in namespace default/,
  ],
  [
    'a Deployment in kube-system',
    kubectl('apply', web('kube-system')),
    [],
    /cluster-scoped or in a kube-\* namespace/,
  ],
  [
    'an object of no namespace',
    kubectl('apply', gadget),
    ['--allow-cluster-scoped'],
    /is cluster-scoped, so it may affect/,
  ],
  [
    'an object of no namespace, with --yes alone',
    kubectl('delete', gadget),
    ['--yes'],
    /--allow-cluster-scoped/,
  ],
  [
    'the alerts of an Alertmanager',
    {
      alertManagerAction: {
        targets: [{ url: 'http://user:secret@127.0.0.1:9/?token=secret' }],
        actions: [{ mute: {} }],
      },
    },
    [],
    /silences all alerts of http:\/\/127\.0\.0\.1:9/,
  ],
] as const)(
  'a policy that would change %s is refused before anything is created',
  async (_, step, flags, why) => {
    const { store } = bench.cluster;
    for (const namespace of ['default', 'kube-system'])
      store.add(namespaced(namespace), { metadata: { name: 'web' }, spec: { replicas: 3 } });
    store.add(gadgets, { metadata: { name: 'all' } });
    const { version } = store;
    const { code, stderr } = await run([step], ...flags);
    expect(code).toBe(2);
    expect(stderr).toMatch(why);
    expect(stderr).not.toContain('secret');
    expect(store.version).toBe(version);
  },
);

it('a policy that changes what somebody has confirmed does so', async () => {
  const { store } = bench.cluster;
  store.add(namespaced('default'), { metadata: { name: 'web' }, spec: { replicas: 3 } });
  const { code, stderr } = await run([kubectl('apply', web('default'))], '--yes');
  expect(code, stderr).toBe(0);
  expect(store.get(namespaced('default'), 'web')).toMatchObject({ spec: { replicas: 0 } });
});

it('a regular expression without end holds up no run', async () => {
  const pods = '/api/v1/namespaces/default/pods';
  bench.cluster.store.add(pods, {
    metadata: { name: `${'a'.repeat(60)}-0` },
    spec: { containers: [{ name: 'app', image: 'app:1' }] },
  });
  const { code, stdout, stderr } = await run([
    {
      podAction: {
        matches: [{ namespace: 'default' }],
        filters: [{ property: { name: 'name', value: '(a+)+$' } }],
        actions: [{ checkPodState: { state: 'Running' } }],
      },
    },
  ]);
  expect(code).toBe(1);
  expect(stdout + stderr).toContain('none of 1 pod has the name "(a+)+$"');
});

it('no log and no result holds the credentials in addresses of a policy', async () => {
  const url = 'http://user:secret@127.0.0.1:9/path?token=secret';
  const probe = { target: { url }, retries: 1, proxy: 'http://user:secret@127.0.0.1:9' };
  const mute = {
    targets: [{ url }],
    actions: [{ mute: {} }],
    proxies: { http: 'http://user:secret@127.0.0.1:9' },
  };
  for (const step of [{ probeHTTP: probe }, { alertManagerAction: mute }]) {
    const { code, stdout, stderr, result } = await run([step], '--yes');
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('http://127.0.0.1:9/path');
    expect(stdout + stderr + JSON.stringify(result)).not.toContain('secret');
  }
});
