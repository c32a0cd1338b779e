import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import type { Check, DoctorReport } from '../../src/core/doctor/report.ts';
import { documentedRoles } from '../../src/core/permissions/documented.ts';
import { describeNeed } from '../../src/core/permissions/need.ts';
import { cli } from './support/cli.ts';
import { environment } from './support/environment.ts';
import { kubeconfigAt, kubeconfigWith } from './support/kubeconfig.ts';
import { apply, kubectl, makeNamespace, objectsIn } from './support/kubectl.ts';
import { manifest, pod, service, slowStart } from './support/manifests.ts';
import { makeFolder } from './support/result.ts';
import { restrictedTo, type RoleObject } from './support/service-account.ts';

const image = ['--image', environment().slowStartImage, '--port', '8080'];
const validate = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile<DoctorReport>(
  JSON.parse(readFileSync(resolve(import.meta.dirname, '../../schema/doctor.schema.json'), 'utf8')) as object,
);

interface Examined {
  code: number | null;
  report: DoctorReport;
  /** By name; this machine's load says nothing about the cluster. */
  statuses: Partial<Record<Check['name'], Check['status']>>;
  messagesOf: (name: Check['name']) => string;
}

async function examine(flags: readonly string[], stdin?: string): Promise<Examined> {
  const ended = await cli(['doctor', ...flags, '--format', 'json'], stdin === undefined ? {} : { stdin });
  const report: unknown = JSON.parse(ended.stdout === '' ? 'null' : ended.stdout);
  if (!validate(report)) throw new Error(`${ended.stderr}\n${JSON.stringify(validate.errors)}`);
  const others = report.checks.filter(({ name }) => name !== 'machine');
  return {
    code: ended.code,
    report,
    statuses: Object.fromEntries(others.map(({ name, status }) => [name, status])),
    messagesOf: (wanted) => {
      const check = others.find(({ name }) => name === wanted);
      return [check?.summary, ...(check?.findings ?? []).map(({ message }) => message)].join('\n');
    },
  };
}

const readOnly: RoleObject = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'Role',
  metadata: { name: 'read-only' },
  rules: [
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: [''], resources: ['pods', 'services', 'resourcequotas'], verbs: ['get', 'list', 'watch'] },
  ],
};

const allOk = {
  ...{ server: 'ok', credentials: 'ok', version: 'ok', nodes: 'ok', permissions: 'ok', namespace: 'ok' },
  ...{ quota: 'ok', admission: 'ok', clock: 'ok', paths: 'ok' },
};

test('an administrator is told that all is well, and nothing is created', async () => {
  await using namespace = await makeNamespace();
  const before = await objectsIn(namespace.name);
  const named = await examine([...image, '-n', namespace.name]);
  expect(named.statuses).toEqual(allOk);
  expect(named.code).toBe(0);
  expect(named.report.cluster).toMatchObject({ provider: 'existing', user: 'kubernetes-admin' });
  expect(named.messagesOf('paths')).toContain('node-port, port-forward, api-proxy');
  expect(named.messagesOf('credentials')).toMatch(/client certificate is valid until 20\d\d-/);
  const own = await examine(image);
  expect(own.statuses).toEqual({ ...allOk, quota: 'not-checked' });
  expect(await objectsIn(namespace.name)).toEqual(before);
});

test('the documented minimal Role is enough', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const where = { namespace: namespace.name, folder: folder.path };
  const least = documentedRoles().filter(({ metadata }) => metadata.name === 'pod-start-slo');
  await using user = await restrictedTo(least, where);
  const { code, statuses, report, messagesOf } = await examine([
    ...[...image, '-n', namespace.name],
    ...['--kubeconfig', user.kubeconfig],
  ]);
  const unseen = { nodes: 'not-checked', namespace: 'not-checked', quota: 'not-checked' };
  expect(statuses).toEqual({ ...allOk, ...unseen });
  expect(code).toBe(0);
  expect(report.cluster.user).toMatch(/^system:serviceaccount:/);
  expect(messagesOf('credentials')).toContain('the token is valid until');
  expect(messagesOf('paths')).toContain('from here: port-forward');
  expect(messagesOf('permissions')).toContain('without list events, watch events');
});

test('names exactly the rights that are missing, and the Role it prints gives them', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  await using user = await restrictedTo([readOnly], { namespace: namespace.name, folder: folder.path });
  const flags = [...image, '-n', namespace.name, '--kubeconfig', user.kubeconfig];
  const before = await examine(flags);
  expect(before.code).toBe(3);
  expect(before.statuses).toMatchObject({ permissions: 'problem', quota: 'ok', paths: 'warning' });
  const missing = before.report.permissions.filter(({ level, allowed }) => level === 'required' && !allowed);
  expect(missing.map(describeNeed)).toEqual([
    'create pods',
    'delete pods',
    'create services',
    'delete services',
  ]);

  const printed = await cli(['doctor', ...flags, '--format', 'role']);
  expect(printed.code).toBe(3);
  await kubectl(['apply', '-f', '-'], printed.stdout);
  const after = await examine(flags);
  expect(after.statuses).toMatchObject({ permissions: 'ok', admission: 'ok', paths: 'ok' });
  expect(after.code).toBe(0);
});

test('a quota that is too small, and amounts that a LimitRange gives', async () => {
  await using namespace = await makeNamespace();
  const flags = [...image, '--burst', '3', '-n', namespace.name];
  const hard = { pods: '2', 'requests.cpu': '1' };
  const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'small' }, spec: { hard } };
  await apply(namespace.name, JSON.stringify(quota));
  const small = await examine(flags);
  expect(small.code).toBe(3);
  expect(small.statuses).toMatchObject({ quota: 'problem', admission: 'problem', permissions: 'ok' });
  expect(small.messagesOf('quota')).toContain('quota small allows 2 pods');
  expect(small.messagesOf('quota')).toContain('needs 3 at the same time');
  expect(small.messagesOf('admission')).toContain('must specify requests.cpu');

  const limits = [{ type: 'Container', default: { cpu: '200m' }, defaultRequest: { cpu: '100m' } }];
  const range = { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'usual' }, spec: { limits } };
  await apply(namespace.name, JSON.stringify(range));
  const given = await examine(flags);
  expect(given.statuses).toMatchObject({ quota: 'problem', admission: 'ok' });
  expect(given.messagesOf('admission')).toContain('sets limit cpu=200m for container app');
});

test('a privileged pod where the namespace enforces "restricted"', async () => {
  await using namespace = await makeNamespace({ 'pod-security.kubernetes.io/enforce': 'restricted' });
  const where = ['-n', namespace.name];
  const privileged = slowStart([], { securityContext: { privileged: true } });
  const objects = manifest(service(), pod({ containers: [privileged] }));
  const refused = await examine(['-f', '-', ...where], objects);
  expect(refused.code).toBe(3);
  expect(refused.statuses).toEqual({ ...allOk, admission: 'problem' });
  expect(refused.messagesOf('namespace')).toContain('enforce restricted');
  expect(refused.messagesOf('admission')).toMatch(/Pod\/web is refused: .*violates PodSecurity.*privileged/);
  const admitted = await examine([...image, '--restricted', ...where]);
  expect(admitted.statuses).toEqual(allOk);
});

test('a server where nothing listens: the rest is not checked, and it ends at once', async () => {
  using folder = makeFolder();
  const flags = [...image, '--kubeconfig', kubeconfigAt(folder.path, 'https://127.0.0.1:1')];
  const startedMs = performance.now();
  const { code, statuses, messagesOf } = await examine(flags);
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  expect(code).toBe(3);
  expect(messagesOf('server')).toContain('nothing listens at https://127.0.0.1:1');
  const { server, ...others } = statuses;
  expect(server).toBe('problem');
  expect(new Set(Object.values(others))).toEqual(new Set(['not-checked']));
});

test('a token that is not accepted, told in words', async () => {
  using folder = makeFolder();
  const kubeconfig = kubeconfigWith(folder.path, ({ users: [user] }) => {
    user.user = { token: 'none.such.token' };
  });
  const { stdout, code } = await cli(['doctor', ...image, '--kubeconfig', kubeconfig]);
  expect(code).toBe(3);
  expect(stdout).toMatch(/^ok +server /m);
  expect(stdout).toMatch(/^PROBLEM +credentials +a token, not accepted$/m);
  expect(stdout).toContain('→ Log in again');
  expect(stdout).toMatch(/not checked: the credentials are not accepted \(version,/);
});

test('bad usage is told at once, with code 2', async () => {
  using folder = makeFolder();
  const file = join(folder.path, 'plan.yml');
  writeFileSync(file, 'scenarios: []\n');
  const ended = await cli(['doctor', '-c', file, '--format', 'xml']);
  expect(ended).toMatchObject({ code: 2, stdout: '' });
  expect(ended.stderr).toContain('--format: must be text, json, role (got "xml")');
  expect(ended.stderr).toContain('scenarios');
});
