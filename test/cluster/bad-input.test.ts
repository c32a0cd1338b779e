import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cli } from './support/cli.ts';
import { elsewhere } from './support/elsewhere.ts';
import { environment } from './support/environment.ts';
import {
  apply,
  leftovers,
  leftoversSince,
  makeNamespace,
  objectsIn,
  type TestNamespace,
} from './support/kubectl.ts';
import { makeFolder } from './support/result.ts';

const image = ['--image', environment().slowStartImage, '--port', '8080'];
const folder = makeFolder();

/** A file with this text; its path. */
function file(name: string, text: string): string {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
}

/** A manifest that would do, with a change. */
function manifest(
  name: string,
  change: { service?: string; container?: string; more?: string } = {},
): string {
  const labels = 'labels: { app: app }';
  return file(
    name,
    `{ apiVersion: v1, kind: Service, metadata: { name: app ${change.service ?? ''} }, spec: { selector: { app: app }, ports: [{ port: 80 }] } }
---
{ apiVersion: v1, kind: Pod, metadata: { name: app, ${labels} }, spec: { containers: [{ name: app, image: x ${change.container ?? ''} }] } }
${change.more === undefined ? '' : `---\n${change.more}\n`}`,
  );
}

interface Case {
  what: string;
  flags: () => readonly string[];
  /** In the message: what is wrong where, what was found, what is allowed. */
  told: readonly string[];
}

const cases: readonly Case[] = [
  {
    what: 'an unknown flag',
    flags: () => [...image, '--iteration', '3'],
    told: ['--iteration: there is no such flag', 'did you mean --iterations?'],
  },
  {
    what: 'an objective that is none',
    flags: () => [...image, '--objective', 'p95 <= fast'],
    told: ['--objective: "fast" is not a duration; write for instance 500ms', '(got "p95 <= fast")'],
  },
  {
    what: 'no iterations',
    flags: () => [...image, '--iterations', '0'],
    told: ['--iterations: must be a whole number from 1 to 10000 (got "0")'],
  },
  {
    what: 'an impossible port',
    flags: () => ['--image', 'x', '--port', '99999'],
    told: ['--port: must be a whole number from 1 to 65535 (got "99999")'],
  },
  {
    what: 'a manifest that is not there',
    flags: () => ['-f', 'not-there.yml'],
    told: ['--manifest: there is no such file (got "not-there.yml")'],
  },
  {
    what: 'YAML with a tab',
    flags: () => ['-c', file('tab.yml', 'scenarios:\n\t- name: x\n')],
    told: ['tab.yml:2:1: a tab indents this line; YAML allows only spaces'],
  },
  {
    what: 'a misspelt key',
    flags: () => ['-c', file('key.yml', 'scenarios: [{ workload: { image: x, port: 80 }, iteration: 3 }]\n')],
    told: ['scenarios[0].iteration: unknown key "iteration"', 'did you mean "iterations"?'],
  },
  {
    what: 'an unknown context',
    flags: () => [...image, '--context', 'elsewhere'],
    told: ['--context: no such context; there are: kind-', '(got "elsewhere")'],
  },
  {
    what: 'a manifest that names another namespace',
    flags: () => [
      ...['-f', manifest('other.yml', { service: ', namespace: kube-system' })],
      ...['--namespace', 'default'],
    ],
    told: [
      'other.yml: the objects name the namespace "kube-system", and --namespace names "default"',
      'pass --namespace kube-system',
    ],
  },
  {
    what: 'a cluster-scoped kind',
    flags: () => [
      '-f',
      manifest('scoped.yml', {
        more: '{ apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: { name: app } }',
      }),
    ],
    told: ['scoped.yml#3: ClusterRole/app belongs to no namespace', '--allow-cluster-scoped'],
  },
  {
    what: 'a kind that the cluster does not have',
    flags: () => [
      '-f',
      manifest('kind.yml', { more: '{ apiVersion: example.com/v1, kind: Gizmo, metadata: { name: app } }' }),
    ],
    told: [
      'Gizmo/app: the cluster has no such kind (got "example.com/v1 Gizmo")',
      'CustomResourceDefinition',
    ],
  },
  {
    what: 'a manifest that the API server refuses',
    flags: () => ['-f', manifest('refused.yml', { container: ', ports: [{ containerPort: 99999999 }]' })],
    told: ['Pod/app: the API server refuses it', '99999999', 'must be between 1 and 65535'],
  },
  {
    what: 'a manifest with a field that the cluster does not know',
    flags: () => ['-f', manifest('field.yml', { container: ', imagePulPolicy: Never' })],
    told: ['Pod/app: the API server refuses it', 'unknown field "spec.containers[0].imagePulPolicy"'],
  },
  {
    what: 'removing images from a cluster that is not kind’s',
    flags: () => [...image, '--image-cache', 'remove', '--kubeconfig', elsewhere(folder.path)],
    told: [
      'imageCache',
      'on others only by pods with the file system of the node, which have to be allowed (got "remove")',
      '--allow-node-helper',
    ],
  },
  {
    what: 'a result file that cannot be written',
    flags: () => [...image, '--export-json', '/proc/not-there/result.json'],
    told: ['--export-json: cannot be written: ', '(got "/proc/not-there/result.json")'],
  },
  {
    what: 'a namespace that is not there',
    flags: () => [...image, '-n', 'not-there'],
    told: ['--namespace: there is no such namespace (got "not-there")', 'kubectl create namespace not-there'],
  },
];

describe('bad input is told with field, value and what is allowed, exit code 2', () => {
  let before: readonly string[] = [];
  let namespace: TestNamespace;

  beforeAll(async () => {
    before = await leftovers();
    namespace = await makeNamespace();
  });

  afterAll(async () => {
    await namespace.remove();
    folder[Symbol.dispose]();
  });

  test.each(cases)('$what', async ({ flags, told }) => {
    const { code, stdout, stderr } = await cli(['run', ...flags()], { cwd: folder.path });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^error: invalid input\n {2}\S/);
    for (const part of told) expect(stderr).toContain(part);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('all problems at once', async () => {
    const { code, stderr } = await cli(['run', '--image', 'x', '--port', 'http', '--iterations', '0', '-q']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: invalid input \(2 problems\)\n/);
    expect(stderr).toContain('(got "http")');
    expect(stderr).toContain('(got "0")');
  });

  test('a name that is taken in the user’s namespace', async () => {
    await apply(
      namespace.name,
      '{ apiVersion: v1, kind: Service, metadata: { name: slow-start }, spec: { clusterIP: None, ports: [{ port: 80 }] } }',
    );
    const objects = await objectsIn(namespace.name);
    const { code, stdout, stderr } = await cli(['run', ...image, '-n', namespace.name]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/Service\/slow-start: namespace \S+ already has an object of this name/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(await objectsIn(namespace.name)).toEqual(objects);
  });

  test('nothing of all this was created', async () => {
    expect(await leftoversSince(before)).toEqual([]);
  });
});
