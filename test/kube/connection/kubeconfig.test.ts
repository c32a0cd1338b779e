import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PodStartSloError, type Problem } from '../../../src/core/errors.ts';
import { findTarget, type TargetOptions } from '../../../src/kube/connection/kubeconfig.ts';
import type { Target } from '../../../src/kube/connection/kubeconfig-target.ts';

let home: string;

beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'kubeconfig-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function file(name: string, content: string): Promise<string> {
  const full = path.join(home, name);
  await mkdir(path.dirname(full), { recursive: true });
  await writeFile(full, content);
  return full;
}

/** A kubeconfig with these contexts, each with a cluster and a user of its own. */
function config(current: string | null, ...names: readonly string[]): string {
  return JSON.stringify({
    ...(current === null ? {} : { 'current-context': current }),
    clusters: names.map((name) => ({ name, cluster: { server: `https://${name}.test/` } })),
    users: names.map((name) => ({ name, user: { token: `${name}-token`, tokenFile: 'sub/token' } })),
    contexts: names.map((name) => ({
      name,
      context: { cluster: name, user: name, namespace: `${name}-space` },
    })),
  });
}

function find(options: Partial<TargetOptions> = {}): Target {
  return findTarget({ env: { HOME: home }, serviceAccountDir: path.join(home, 'none'), ...options });
}

function problemOf(options: Partial<TargetOptions>): Problem | undefined {
  try {
    find(options);
  } catch (error) {
    if (error instanceof PodStartSloError && error.code === 'usage') return error.facts.problems?.[0];
    throw error;
  }
  throw new Error('it was found');
}

test('~/.kube/config is used where nothing else is named', async () => {
  await file('.kube/config', config('a', 'a'));
  expect(find()).toMatchObject({ context: 'a', namespace: 'a-space', cluster: { server: 'https://a.test' } });
});

test('files of KUBECONFIG are merged, the first to name something wins, and missing ones are skipped', async () => {
  const first = await file('first', config(null, 'a'));
  const second = await file('second', config('b', 'b', 'a').replace('https://a.test', 'https://wrong.test'));
  const env = { KUBECONFIG: [first, path.join(home, 'missing'), '', second].join(path.delimiter) };
  expect(find({ env })).toMatchObject({ context: 'b' });
  expect(find({ env, context: 'a' })).toMatchObject({ context: 'a', cluster: { server: 'https://a.test' } });
});

test('--kubeconfig wins over KUBECONFIG', async () => {
  const env = { KUBECONFIG: await file('env', config('env', 'env')) };
  expect(find({ env, kubeconfig: await file('flag', config('flag', 'flag')) }).context).toBe('flag');
});

test('relative paths are relative to their file', async () => {
  const exec = { command: './bin/plugin', apiVersion: 'v1' };
  const text = JSON.stringify({
    ...(JSON.parse(config('a', 'a')) as object),
    users: [{ name: 'a', user: { tokenFile: 'sub/token', exec } }],
  });
  const target = find({ kubeconfig: await file('deep/config', text) });
  expect(target.user).toMatchObject({
    tokenFile: path.join(home, 'deep/sub/token'),
    exec: { command: path.join(home, 'deep/bin/plugin') },
  });
});

test('a plugin that is looked up in the PATH stays so', async () => {
  const user = { exec: { command: 'aws' } };
  const text = JSON.stringify({ ...(JSON.parse(config('a', 'a')) as object), users: [{ name: 'a', user }] });
  expect(find({ kubeconfig: await file('config', text) }).user).toEqual(user);
});

test('a program that a shell would run for an old auth provider is refused', async () => {
  const provider = { 'cmd-path': 'gcloud', 'cmd-args': 'config; touch /tmp/x' };
  const user = { 'auth-provider': { name: 'gcp', config: provider } };
  const text = JSON.stringify({ ...(JSON.parse(config('a', 'a')) as object), users: [{ name: 'a', user }] });
  const kubeconfig = await file('config', text);
  expect(problemOf({ kubeconfig })).toMatchObject({
    field: expect.stringMatching(/user\.auth-provider\.config\.cmd-path$/) as unknown,
    fix: expect.stringContaining('gke-gcloud-auth-plugin') as unknown,
  });
});

test('an unknown context is answered with those that exist and the nearest', async () => {
  const kubeconfig = await file('config', config('kind-kind', 'kind-kind', 'production'));
  expect(problemOf({ kubeconfig, context: 'kind-kin' })).toEqual({
    field: '--context',
    value: 'kind-kin',
    message: 'no such context; there are: kind-kind, production',
    fix: 'Did you mean kind-kind?',
  });
});

test('a current context that does not exist is named', async () => {
  const kubeconfig = await file('config', config('gone', 'a'));
  expect(problemOf({ kubeconfig })).toMatchObject({ field: 'current-context', value: 'gone' });
});

test('no current context is answered with those that exist', async () => {
  const kubeconfig = await file('config', config(null, 'a', 'b'));
  expect(problemOf({ kubeconfig })).toMatchObject({
    field: 'current-context',
    message: 'no context is chosen; there are: a, b',
  });
});

test.each([
  ['is missing', null, 'ENOENT'],
  ['is garbled', 'a: [1, 2', 'the kubeconfig cannot be read'],
  ['is something else', '"hello"', 'the file is no kubeconfig'],
])('a file that %s is named', async (_, content, message) => {
  const kubeconfig = content === null ? path.join(home, 'missing') : await file('config', content);
  const problem = problemOf({ kubeconfig });
  expect(problem).toMatchObject({ field: '--kubeconfig', value: kubeconfig });
  expect(problem?.message).toContain(message);
});

test('KUBECONFIG with no file that exists is named', () => {
  const missing = path.join(home, 'missing');
  expect(problemOf({ env: { KUBECONFIG: missing, HOME: home } })).toMatchObject({
    field: 'KUBECONFIG',
    value: missing,
  });
});

test.each([
  ['cluster', { clusters: [] }],
  ['cluster', { clusters: [{ name: 'a', cluster: { server: 'not a url' } }] }],
  ['user', { users: [] }],
])('a context whose %s is missing is named', async (what, change) => {
  const text = JSON.stringify({ ...(JSON.parse(config('a', 'a')) as object), ...change });
  const problem = problemOf({ kubeconfig: await file('config', text) });
  expect(problem?.value).toBe('a');
  expect(problem?.message).toContain(`the ${what} of context a is missing`);
});

test('without a kubeconfig outside a cluster the way out is told', () => {
  expect(problemOf({})).toMatchObject({
    message: 'no kubeconfig found (looked at --kubeconfig, $KUBECONFIG and ~/.kube/config)',
    fix: 'pass --kubeconfig, or add --cluster kind to create a cluster',
  });
});

test('a password in the address of the server is refused, and not repeated', async () => {
  const kubeconfig = await file(
    'config',
    config('one', 'one').replace('https://one', 'https://me:s3cret@one'),
  );
  const problem = problemOf({ kubeconfig });
  expect(problem).toMatchObject({ field: '--kubeconfig: cluster.server', value: 'https://one.test/' });
  expect(JSON.stringify(problem)).not.toContain('s3cret');
});
