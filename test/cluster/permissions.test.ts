import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { documentedRoles } from '../../src/core/permissions/documented.ts';
import { cli } from './support/cli.ts';
import { environment } from './support/environment.ts';
import { leftovers, makeNamespace, objectsIn } from './support/kubectl.ts';
import { manifest, pod, service, slowStart } from './support/manifests.ts';
import { makeFolder, measure } from './support/result.ts';
import { restrictedTo, type RoleObject } from './support/service-account.ts';
import { waitFor } from './support/waiting.ts';
import { answered, startWatch } from './support/watch.ts';

const { slowStartImage } = environment();
const image = ['--image', slowStartImage, '--port', '8080', '--arg=--listen-after=1s', '--iterations', '2'];

/** The Roles that docs/permissions.md shows; that it shows just these is tested in test/core/permissions. */
const documented = new Map(documentedRoles().map((role) => [role.metadata.name, role]));

function roles(...names: readonly string[]): RoleObject[] {
  return names.map((name) => {
    const role = documented.get(name);
    if (role === undefined) throw new Error(`there is no documented Role ${name}`);
    return role;
  });
}

const readOnly: RoleObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'read-only' },
  rules: [
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods', 'services'], verbs: ['get', 'list', 'watch'] },
  ],
};

test('who may only read is told what is missing, and nothing is created', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  await using user = await restrictedTo([readOnly], { namespace: namespace.name, folder: folder.path });
  const before = await objectsIn(namespace.name);
  const inNamespace = await cli(['run', ...image, '-n', namespace.name, '--kubeconfig', user.kubeconfig]);
  expect(inNamespace.code).toBe(3);
  expect(inNamespace.stderr).toBe(
    `error: no permission to create pods, delete pods, create services, delete services in namespace ${namespace.name}
  hint: "pod-start-slo doctor" prints the Role to ask for; nothing was created
`,
  );
  expect(await objectsIn(namespace.name)).toEqual(before);

  const withoutNamespace = await cli(['run', ...image, '--kubeconfig', user.kubeconfig]);
  expect(withoutNamespace.code).toBe(3);
  expect(withoutNamespace.stderr).toMatch(/^error: no permission to create namespaces, delete namespaces/);
  expect(withoutNamespace.stderr).toContain('name an existing namespace with --namespace');
  expect(withoutNamespace.stderr.match(/error:/g)).toHaveLength(1);
});

test('the Role in docs/permissions.md is enough for a whole run, which says what it lacks', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const where = { namespace: namespace.name, folder: folder.path };
  await using user = await restrictedTo(roles('pod-start-slo'), where);
  const flags = ['-n', namespace.name, '--kubeconfig', user.kubeconfig];
  const measured = await measure([...image, ...flags]);
  expect(measured).toMatchObject({ code: 0, scenario: { summary: { count: 2, timedOut: 0, failed: 0 } } });
  expect(measured.result.measurement.via).toBe('port-forward');
  expect(measured.result.cluster.nodes).toEqual([]);
  expect(measured.stderr).toContain('warning: no lease could be created');
  expect(measured.stderr).toContain('warning: events may not be watched');
  expect(measured.stderr).toContain('get pods/proxy is forbidden');
  expect(await leftovers(measured.result.runId)).toEqual([]);
});

test('who may not watch Services goes another way than the load balancer’s', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const where = { namespace: namespace.name, folder: folder.path };
  await using user = await restrictedTo(roles('pod-start-slo'), where);
  const file = join(folder.path, 'manifest.yml');
  writeFileSync(file, manifest(service({ type: 'LoadBalancer' }), pod({ containers: [slowStart()] })));
  const flags = ['-f', file, '--iterations', '1', '-n', namespace.name, '--kubeconfig', user.kubeconfig];
  const measured = await measure(flags);
  expect(measured).toMatchObject({ code: 0, scenario: { summary: { count: 1, timedOut: 0, failed: 0 } } });
  expect(measured.result.measurement.via).toBe('port-forward');
  expect(measured.stderr).toContain('warning: the address of the load balancer cannot be waited for');
});

test('with the further rights in docs/permissions.md nothing is missing, for clean neither', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const all = roles('pod-start-slo', 'pod-start-slo-more', 'pod-start-slo-nodes');
  await using user = await restrictedTo(all, { namespace: namespace.name, folder: folder.path });
  const flags = ['-n', namespace.name, '--kubeconfig', user.kubeconfig];
  const measured = await measure([...image, ...flags]);
  expect(measured).toMatchObject({ code: 0, scenario: { summary: { count: 2, timedOut: 0, failed: 0 } } });
  expect(measured.result.measurement.via).toBe('node-port');
  expect(measured.result.cluster.nodes).toHaveLength(1);
  expect(measured.stderr).not.toContain('warning:');
  expect(measured.judged.some(({ phases }) => phases['sandboxMs'] !== null)).toBe(true);
  expect(await leftovers(measured.result.runId)).toEqual([]);
  const swept = await cli(['clean', ...flags]);
  expect(swept).toMatchObject({ code: 0, stdout: '0 things deleted, 0 left\n' });
});

test('the ClusterRole in docs/permissions.md is enough where the tool makes the namespace', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const where = { namespace: namespace.name, folder: folder.path };
  await using user = await restrictedTo(roles('pod-start-slo-everything'), where);
  const measured = await measure([...image, '--kubeconfig', user.kubeconfig]);
  expect(measured).toMatchObject({ code: 0, scenario: { summary: { count: 2, timedOut: 0, failed: 0 } } });
  expect(measured.stderr).not.toContain('warning:');
  expect(await leftovers(measured.result.runId)).toEqual([]);
  const swept = await cli(['clean', '--run-id', measured.result.runId, '--kubeconfig', user.kubeconfig]);
  expect(swept.code).toBe(0);
});

test('the Role in docs/permissions.md is enough for watch to delete what a killed one has left', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const where = { namespace: namespace.name, folder: folder.path };
  await using user = await restrictedTo(roles('pod-start-slo'), where);
  const state = join(folder.path, 'state.jsonl');
  const often = ['--interval', '3s', '--warmup', '0', '--state', state];
  const flags = [...image.slice(0, 5), '--name', 'web', ...often, '-n', namespace.name];
  await using killed = startWatch([...flags, '--kubeconfig', user.kubeconfig]);
  const lost = await waitFor('a pod', async () => {
    const [runId] = killed.runIds();
    const left = runId === undefined ? [] : await leftovers(runId);
    return left.includes(`Pod ${namespace.name}/web`) ? runId : null;
  });
  killed.child.kill('SIGKILL');
  await killed.ended;

  await using watch = startWatch([...flags, '--kubeconfig', user.kubeconfig]);
  await watch.logged(answered('web', 1));
  expect(watch.lines().join('\n')).toContain(
    `deleted leftovers of run ${lost}: Service in ${namespace.name}: web, Pod in ${namespace.name}: web`,
  );
  expect(await leftovers(lost)).toEqual([]);
  expect(await watch.terminate()).toEqual([]);
});
