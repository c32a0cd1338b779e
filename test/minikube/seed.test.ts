import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { cliPath } from '../cluster/support/cli.ts';
import { run, start, type CommandOptions, type Ended } from '../cluster/support/command.ts';
import { experiment3 } from '../cluster/support/policy.ts';
import { makeFolder, readResult } from '../cluster/support/result.ts';
import { waitFor } from '../cluster/support/waiting.ts';
import { goldpingerArchive, minikubeArgs, profileName, serviceRoutes, traces, tunnels } from './support.ts';

const env = { CI: '', NO_COLOR: '1' };
const extra = minikubeArgs.map((arg) => `--minikube-arg=${arg}`);
const timeoutMs = 280_000;
const folder = makeFolder();
let image = '';

beforeAll(async () => {
  image = await goldpingerArchive(folder.path);
  return () => folder[Symbol.dispose]();
});

function cli(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  return run(process.execPath, [cliPath, ...args], {
    timeoutMs,
    ...options,
    env: { ...env, ...options.env },
  });
}

function seedOn(name: string, ...flags: string[]): string[] {
  return ['run', '--policy', experiment3, '--cluster', 'minikube', ...flags, name, '--via', 'load-balancer'];
}

test('the experiment of the book: minikube, its tunnel, a LoadBalancer, /healthz within 30 s; nothing is left', async () => {
  await using profile = profileName();
  const { name } = profile;
  const file = join(folder.path, 'result.json');
  const args = [...seedOn(name, ...extra, '--load-image', image, '--keep-cluster', '--cluster-name')];
  const made = await cli([...args, '--iterations', '3', '--export-json', file]);
  expect(made).toMatchObject({ code: 0 });
  expect(made.stderr).toContain('minikube tunnel is open');
  const result = readResult(file);
  expect(result).toMatchObject({ verdict: 'met', cluster: { provider: 'minikube', context: name } });
  const [scenario] = result.scenarios;
  expect(scenario?.objectives).toMatchObject([{ expression: 'max <= 30s', passed: true }]);
  expect(scenario?.summary).toMatchObject({ count: 3, timedOut: 0, failed: 0 });
  expect(result.measurement.via).toBe('load-balancer');
  expect(scenario?.summary.maxMs).toBeGreaterThan(300);
  expect([...(await tunnels(name)), ...(await serviceRoutes())]).toEqual([]);

  await usesIt(name);
  await refusesIt(name);
  await goesOnWithoutTunnel(name);
  await endsWithSignal(name);

  expect((await run('minikube', ['delete', '--profile', name])).code).toBe(0);
  const kept = dirname(/its kubeconfig is (\S+)/.exec(made.stderr)?.[1] ?? '');
  expect(await traces(name)).toEqual([kept]);
  rmSync(kept, { recursive: true });
});

/** A profile that is there: cold pulls need a hand on its node, kills in place too; and it stays. */
async function usesIt(name: string): Promise<void> {
  const config = join(folder.path, 'healing.json');
  const flags = [
    '--cluster',
    'minikube',
    '--use-cluster',
    name,
    '--iterations',
    '1',
    '--warmup',
    '0',
    '--yes',
  ];
  const healing = [
    '--image',
    'docker.io/bloomberg/goldpinger:v3.0.0',
    '--port',
    '8080',
    '--experiment',
    'healing',
  ];
  const kill = ['--kill', 'container', '--image-pull-policy', 'Never', '--export-json', config];
  const ended = await cli(['run', ...healing, ...kill, ...flags]);
  expect(ended).toMatchObject({ code: 0 });
  expect(readResult(config).scenarios[0]?.summary).toMatchObject({ count: 1, failed: 0 });
  expect(await tunnels(name)).toEqual([]);
}

async function refusesIt(name: string): Promise<void> {
  const ended = await cli(seedOn(name, '--cluster-name'));
  expect(ended.code).toBe(2);
  expect(ended.stderr).toContain('a minikube profile of this name exists already, and is not touched');
}

/** Where root's rights cannot be had: an error for who insists on the address, node ports for everybody else. */
async function goesOnWithoutTunnel(name: string): Promise<void> {
  using empty = makeFolder();
  const refusing = join(empty.path, 'sudo');
  await run('sh', [
    '-c',
    `printf '#!/bin/sh\\necho "sudo: a password is required" >&2; exit 1\\n' >"$0"; chmod +x "$0"`,
    refusing,
  ]);
  const path = { PATH: `${empty.path}:${process.env['PATH'] ?? ''}` };
  const insisting = await cli(seedOn(name, '--use-cluster'), { env: path });
  expect(insisting.code).toBe(3);
  expect(insisting.stderr).toContain(`minikube tunnel of profile ${name} does not work`);
  expect(insisting.stderr).toContain('without a password');
  const open = [
    'run',
    '--policy',
    experiment3,
    '--cluster',
    'minikube',
    '--use-cluster',
    name,
    '--iterations',
    '1',
  ];
  const ended = await cli(open, { env: path });
  expect(ended).toMatchObject({ code: 0 });
  expect(ended.stderr).toContain('going on without');
  expect(ended.stdout).toContain('via node-port');
}

/** Ctrl-C in the middle of a run ends the tunnel, and leaves a profile that was there. */
async function endsWithSignal(name: string): Promise<void> {
  const running = start(process.execPath, [cliPath, ...seedOn(name, '--use-cluster')], { env, timeoutMs });
  await waitFor('the tunnel', async () => ((await tunnels(name)).length > 0 ? true : null), 60_000);
  running.child.kill('SIGINT');
  expect((await running.ended).code).toBe(130);
  expect([...(await tunnels(name)), ...(await serviceRoutes())]).toEqual([]);
}

test.each([0, 4000])('SIGINT %i ms after its node has appeared leaves no profile', async (afterMs) => {
  await using profile = profileName();
  const { name } = profile;
  const args = [cliPath, ...seedOn(name, ...extra, '--cluster-name')];
  const starting = start(process.execPath, args, { env, timeoutMs });
  await waitFor(
    'the node',
    async () => ((await run('docker', ['inspect', name])).code === 0 ? true : null),
    60_000,
  );
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  starting.child.kill('SIGINT');
  const { code, stderr } = await starting.ended;
  expect(code).toBe(130);
  expect(stderr).not.toMatch(/warning:|^\s+at /m);
  expect(await traces(name)).toEqual([]);
});

test('a driver that does not work is told with minikube’s own advice, and leaves nothing', async () => {
  await using profile = profileName();
  const { name } = profile;
  const { code, stderr } = await cli(seedOn(name, ...extra, '--driver', 'virtualbox', '--cluster-name'));
  expect(code).toBe(3);
  expect(stderr).toMatch(/^error: minikube start failed: \S*VIRTUALBOX\S*: .*\n {2}hint: .+/m);
  expect(await traces(name)).toEqual([]);
});

test('a profile that is not there is not made up', async () => {
  const { code, stderr } = await cli(seedOn('no-such-profile', '--use-cluster'));
  expect(code).toBe(2);
  expect(stderr).toContain('there is no minikube profile of this name');
});
