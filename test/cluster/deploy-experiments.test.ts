import { mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { cli } from './support/cli.ts';
import { run } from './support/command.ts';
import { toolNamespace } from './support/deployed.ts';
import { kubeconfigWith, type Kubeconfig } from './support/kubeconfig.ts';
import { apply, kubectl, makeNamespace } from './support/kubectl.ts';
import { deployment, manifest, service, slowStart } from './support/manifests.ts';
import { startRecordingProxy } from './support/recording-proxy.ts';
import { makeFolder } from './support/result.ts';
import { routeToNode } from './support/route.ts';
import { restrictedTo, type RoleObject } from './support/service-account.ts';

interface Binding {
  kind: string;
  metadata: { namespace: string };
  roleRef: { name: string };
  subjects: object[];
}

/** What a component adds in a namespace of the user's, as docs/deploying.md says to use it. */
async function built(component: string, namespace: string, folder: string): Promise<[RoleObject, Binding]> {
  const place = join(folder, component);
  mkdirSync(place, { recursive: true });
  const path = resolve(import.meta.dirname, '../../deploy/components', component);
  const kustomization = { namespace, components: [relative(realpathSync(place), path)] };
  writeFileSync(join(place, 'kustomization.yml'), stringify(kustomization));
  const { code, stdout, stderr } = await run('kubectl', ['kustomize', place]);
  if (code !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout).map((document) => document.toJS() as unknown) as [RoleObject, Binding];
}

/** `watch pods`, as the recording proxy says it, of the kinds that the experiment is about here. */
function rightsOf({ rules }: RoleObject, otherKinds: RegExp): string[] {
  return rules
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) =>
          verbs.map((verb) => `${verb} ${group === '' ? '' : `${group}/`}${resource}`),
        ),
      ),
    )
    .filter((right) => !otherKinds.test(right))
    .sort();
}

/** The same role, without one verb. */
function without(role: RoleObject, verb: string, resource: string): RoleObject {
  const rules = role.rules.map((rule) =>
    rule.resources.includes(resource) ? { ...rule, verbs: rule.verbs.filter((each) => each !== verb) } : rule,
  );
  return { ...role, rules };
}

async function standing(namespace: string): Promise<AsyncDisposable> {
  const spec = { containers: [slowStart()], terminationGracePeriodSeconds: 1 };
  await apply(namespace, manifest(service(), deployment(spec, 2)));
  await kubectl(['rollout', 'status', '-n', namespace, 'deployment/web', '--timeout=60s']);
  return await routeToNode(
    await kubectl(['get', 'service/web', '-n', namespace, '-o', 'jsonpath={.spec.clusterIP}']),
  );
}

const others = /statefulsets|daemonsets/;

test.each([
  {
    component: 'healing',
    flags: ['--experiment', 'healing'],
    missing: { verb: 'delete', resource: 'pods' },
    told: 'delete pods',
  },
  {
    component: 'scaling',
    flags: ['--experiment', 'scaling', '--to', '3'],
    missing: { verb: 'patch', resource: 'deployments/scale' },
    told: 'patch deployments.apps/scale',
  },
])(
  'components/$component is what the experiment uses, no more and no less',
  async ({ component, flags, missing, told }) => {
    using folder = makeFolder();
    await using namespace = await makeNamespace();
    const { name } = namespace;
    await using stack = new AsyncDisposableStack();
    stack.use(await standing(name));
    const [role, binding] = await built(component, name, folder.path);
    expect(binding).toMatchObject({ kind: 'RoleBinding', metadata: { namespace: name } });
    expect(binding.roleRef.name).toBe(role.metadata.name);
    expect(binding.subjects).toEqual([
      { kind: 'ServiceAccount', name: 'pod-start-slo', namespace: toolNamespace },
    ]);

    await using proxy = await startRecordingProxy(name);
    await using user = await restrictedTo([role], { namespace: name, folder: folder.path });
    const through = throughProxy(folder.path, user.kubeconfig, proxy.url);
    const target = ['-n', name, '--target', 'deployment/web', '--via', 'cluster-ip', '--yes'];
    const command = ['run', ...flags, ...target, '--iterations', '1', '--warmup', '0'];
    const ended = await cli([...command, '--kubeconfig', through]);
    expect(ended, ended.stderr).toMatchObject({ code: 0 });
    expect(await cli(['clean', '-n', name, '--kubeconfig', through])).toMatchObject({ code: 0 });
    // The lease is renewed every 10 s, which is longer than healing takes.
    const used = new Set([...proxy.granted, 'patch coordination.k8s.io/leases']);
    expect([...used].sort()).toEqual(rightsOf(role, others));
    // Nice to have, in namespaces that were made a moment ago.
    expect([...proxy.refused].filter((right) => right !== 'get serviceaccounts')).toEqual([]);

    const less = without(role, missing.verb, missing.resource);
    await using poorer = await restrictedTo([less], { namespace: name, folder: folder.path });
    const refused = await cli([...command, '--kubeconfig', poorer.kubeconfig]);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain(`no permission to ${told} in namespace ${name}`);
  },
  120_000,
);

test('components/policies is what killing and asking take, no more and no less', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const { name } = namespace;
  await using stack = new AsyncDisposableStack();
  stack.use(await standing(name));
  const [role] = await built('policies', name, folder.path);
  await using proxy = await startRecordingProxy(name);
  await using user = await restrictedTo([role], { namespace: name, folder: folder.path });
  const kubeconfig = throughProxy(folder.path, user.kubeconfig, proxy.url);
  const policy = join(folder.path, 'policy.yml');
  const probe = {
    probeHTTP: { target: { service: { name: 'web', namespace: name, port: 80 } }, retries: 30 },
  };
  const matches = [{ deployment: { name: 'web', namespace: name } }];
  const kill = { podAction: { matches, filters: [{ randomSample: { size: 1 } }], actions: [{ kill: {} }] } };
  writeFileSync(policy, stringify({ scenarios: [{ name: 'lost pod', steps: [kill, probe] }] }));
  const ended = await cli([
    'run',
    '--policy',
    policy,
    '--iterations',
    '1',
    '--yes',
    '--kubeconfig',
    kubeconfig,
  ]);
  expect(ended, ended.stdout + ended.stderr).toMatchObject({ code: 0 });
  expect([...proxy.granted].sort()).toEqual(rightsOf(role, others));
  expect([...proxy.refused]).toEqual([]);
}, 60_000);

/** The kubeconfig of somebody, by way of the proxy. */
function throughProxy(folder: string, kubeconfig: string, server: string): string {
  const place = join(folder, 'through');
  mkdirSync(place, { recursive: true });
  return kubeconfigWith(place, (config) => {
    const own = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
    config.users[0].user = own.users[0].user;
    config.clusters[0].cluster = { server } as (typeof config.clusters)[0]['cluster'];
  });
}
