import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { cli, startCli } from './support/cli.ts';
import { run } from './support/command.ts';
import { environment } from './support/environment.ts';
import { kubectl } from './support/kubectl.ts';
import { makeFolder, readResult } from './support/result.ts';
import { waitFor } from './support/waiting.ts';

const { slowStartImage, kindConfig, nodeImage } = environment();
const timeoutMs = 280_000;

/** A name for a cluster that is deleted at the end of the block, should it still be there. */
function clusterName(): { name: string } & AsyncDisposable {
  const name = `test-${randomBytes(3).toString('hex')}`;
  return {
    name,
    [Symbol.asyncDispose]: async () => {
      if ((await clusters()).includes(name)) await run('kind', ['delete', 'cluster', '--name', name]);
    },
  };
}

function flagsFor(name: string): string[] {
  return [
    ...['run', '--cluster', 'kind', '--cluster-name', name, '--kind-config', kindConfig],
    ...(nodeImage === '' ? [] : ['--node-image', nodeImage]),
    ...['--load-image', slowStartImage, '--image', slowStartImage, '--port', '8080'],
  ];
}

async function clusters(): Promise<string[]> {
  return (await run('kind', ['get', 'clusters'])).stdout.split('\n').filter((line) => line !== '');
}

/** The containers of a cluster's nodes, in whatever state. */
async function containers(name: string): Promise<string> {
  const filter = `label=io.x-k8s.kind.cluster=${name}`;
  return (await run('docker', ['ps', '--all', '--quiet', '--filter', filter])).stdout.trim();
}

test('a cluster is made for the run and deleted, and the user’s kubeconfig stays as it is', async () => {
  using folder = makeFolder();
  await using cluster = clusterName();
  const usual = join(folder.path, '.kube', 'config');
  mkdirSync(dirname(usual));
  // Left by an earlier cluster of the same name: not ours to tidy up.
  const context = `kind-${cluster.name}`;
  const kubeconfig = `apiVersion: v1
kind: Config
current-context: ${context}
contexts: [{ name: ${context}, context: { cluster: ${context}, user: ${context} } }]
clusters: [{ name: ${context}, cluster: { server: "https://127.0.0.1:1" } }]
users: [{ name: ${context}, user: {} }]
`;
  writeFileSync(usual, kubeconfig);
  const file = join(folder.path, 'result.json');
  const ended = await cli(
    [...flagsFor(cluster.name), '--iterations', '2', '--objective', 'max <= 30s', '--export-json', file],
    { env: { HOME: folder.path, KUBECONFIG: undefined }, timeoutMs },
  );
  expect(ended).toMatchObject({ code: 0 });
  expect(ended.stderr).toContain(`creating the kind cluster ${cluster.name}`);
  const result = readResult(file);
  expect(result).toMatchObject({ complete: true, verdict: 'met', cluster: { provider: 'kind', context } });
  expect(result.scenarios[0]?.summary).toMatchObject({ count: 2, timedOut: 0, failed: 0 });
  expect(await containers(cluster.name)).toBe('');
  expect(readFileSync(usual, 'utf8')).toBe(kubeconfig);
});

test('a cluster that exists is refused and not touched', async () => {
  const existing = (await kubectl(['config', 'current-context'])).trim().replace(/^kind-/, '');
  const before = await containers(existing);
  const { code, stderr } = await cli(flagsFor(existing));
  expect(code).toBe(2);
  expect(stderr).toContain(
    `--cluster-name: a kind cluster of this name exists already, and is not touched (got "${existing}")`,
  );
  expect(stderr).toContain(`--context kind-${existing}`);
  expect(await containers(existing)).toBe(before);
});

test('a machine without kind is told what to install', async () => {
  using folder = makeFolder();
  symlinkSync(process.execPath, join(folder.path, 'node'));
  const { code, stderr } = await cli(flagsFor('never-made'), { env: { PATH: folder.path } });
  expect(code).toBe(3);
  expect(stderr).toBe(
    'error: kind is not installed\n  hint: install kind and put it on the PATH, or use --cluster existing\n',
  );
});

test('--keep-cluster leaves the cluster running and says how to reach it', async () => {
  using home = makeFolder();
  await using cluster = clusterName();
  const { code, stderr } = await cli([...flagsFor(cluster.name), '--iterations', '1', '--keep-cluster'], {
    env: { HOME: home.path, KUBECONFIG: undefined },
    timeoutMs,
  });
  expect(code).toBe(0);
  const told = new RegExp(`kind cluster ${cluster.name} is left running.* kubeconfig is (\\S+)`).exec(stderr);
  const kubeconfig = told?.[1] ?? '';
  const nodes = await run('kubectl', ['--kubeconfig', kubeconfig, 'get', 'nodes', '--output=name']);
  expect(nodes.stdout).toBe(`node/${cluster.name}-control-plane\n`);
  const left = [
    'get',
    'namespaces',
    '--selector=pod-start-slo/run-id',
    '--field-selector=status.phase=Active',
  ];
  expect((await run('kubectl', ['--kubeconfig', kubeconfig, ...left, '--output=name'])).stdout).toBe('');
  expect(existsSync(join(home.path, '.kube'))).toBe(false);
  rmSync(dirname(kubeconfig), { recursive: true });
});

test('a cluster that kubeadm cannot make is explained, its logs are kept, and nothing of it is left', async () => {
  using folder = makeFolder();
  await using cluster = clusterName();
  const config = join(folder.path, 'kind.yml');
  const broken = '{ kind: ClusterConfiguration, networking: { podSubnet: not-a-network } }';
  const kind = { kind: 'Cluster', apiVersion: 'kind.x-k8s.io/v1alpha4', kubeadmConfigPatches: [broken] };
  writeFileSync(config, JSON.stringify(kind));
  const flags = flagsFor(cluster.name).map((flag) => (flag === kindConfig ? config : flag));
  const { code, stdout, stderr } = await cli(flags, {
    env: { HOME: folder.path, KUBECONFIG: undefined, TMPDIR: folder.path },
  });
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toMatch(/^error: kind create cluster failed[^]*podSubnet: Invalid value: "not-a-network"/m);
  const logs = /hint: the logs of its nodes are in (\S+)/.exec(stderr)?.[1] ?? '';
  expect(existsSync(join(logs, `${cluster.name}-control-plane`, 'journal.log'))).toBe(true);
  expect(await containers(cluster.name)).toBe('');
  expect(await clusters()).not.toContain(cluster.name);
});

test.each([0, 2000])('SIGINT %i ms after its node has appeared leaves no cluster', async (afterMs) => {
  using home = makeFolder();
  await using cluster = clusterName();
  const starting = startCli(flagsFor(cluster.name), {
    env: { HOME: home.path, KUBECONFIG: undefined },
  });
  await waitFor('the node', async () => ((await containers(cluster.name)) === '' ? null : true));
  await sleep(afterMs);
  starting.child.kill('SIGINT');
  const { code, stderr } = await starting.ended;
  expect(code).toBe(130);
  expect(stderr).not.toMatch(/warning:|^\s+at /m);
  expect(await containers(cluster.name)).toBe('');
  expect(await clusters()).not.toContain(cluster.name);
});
