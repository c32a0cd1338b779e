import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { cli, startCli } from './support/cli.ts';
import { run } from './support/command.ts';
import { environment } from './support/environment.ts';
import { clusterName, clusters, containers, flagsFor } from './support/kind.ts';
import { kubectl, leftovers } from './support/kubectl.ts';
import { inNode } from './support/node.ts';
import { partialArchive } from './support/partial-archive.ts';
import { freePort } from './support/ports.ts';
import { makeFolder, readResult } from './support/result.ts';
import { waitFor } from './support/waiting.ts';

const { slowStartImage, kindConfig, registryImage } = environment();
const timeoutMs = 280_000;

/** The tests' configuration of kind, with nodes that know of no registry. */
function withoutRegistries(folder: string): string {
  const config = parse(readFileSync(kindConfig, 'utf8')) as Record<string, unknown> & { nodes: object[] };
  const nodes = config.nodes.map((node) => ({ ...node, extraMounts: [] }));
  const file = join(folder, 'kind.yml');
  writeFileSync(file, stringify({ ...config, nodes, containerdConfigPatches: [] }));
  return file;
}

/** The test server's image under a name in a registry of this port; the name is gone at the end of the block. */
async function taggedFor(port: number): Promise<{ image: string } & AsyncDisposable> {
  const image = `localhost:${port}/slow-start:test`;
  await run('docker', ['tag', slowStartImage, image]);
  return {
    image,
    [Symbol.asyncDispose]: async () => {
      await run('docker', ['rmi', image]);
    },
  };
}

test('a cluster is made for the run with a registry that pods pull from, both are deleted, and the user’s kubeconfig stays', async () => {
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
  const port = await freePort();
  await using tagged = await taggedFor(port);
  const ended = await cli(
    [
      ...flagsFor(cluster.name, { image: tagged.image, config: withoutRegistries(folder.path) }),
      ...['--registry', 'true', '--registry-port', `${port}`, '--registry-image', registryImage],
      ...['--image-pull-policy', 'Always', '--image-cache', 'remove', '--iterations', '2'],
      ...['--objective', 'max <= 30s', '--export-json', file],
    ],
    { env: { HOME: folder.path, KUBECONFIG: undefined }, timeoutMs },
  );
  expect(ended).toMatchObject({ code: 0 });
  expect(ended.stderr).toContain(`creating the kind cluster ${cluster.name}`);
  const result = readResult(file);
  expect(result).toMatchObject({ complete: true, verdict: 'met', cluster: { provider: 'kind', context } });
  expect(result.scenarios[0]?.summary).toMatchObject({ count: 2, timedOut: 0, failed: 0 });
  const pulls = result.scenarios[0]?.iterations.flatMap(({ imagePulls }) => imagePulls) ?? [];
  expect(pulls.map(({ image, kind }) => ({ image, kind }))).toEqual(
    [1, 2, 3].map(() => ({ image: tagged.image, kind: 'pulled' })),
  );
  expect(await containers(cluster.name)).toBe('');
  const beside = await run('docker', ['ps', '--all', '--quiet', '--filter', `name=${cluster.name}`]);
  expect(beside.stdout).toBe('');
  expect(readFileSync(usual, 'utf8')).toBe(kubeconfig);
});

test('a kind cluster that is there is used by its name, loaded into (an archive that lacks a platform, too), and left', async () => {
  using folder = makeFolder();
  const name = (await kubectl(['config', 'current-context'])).trim().replace(/^kind-/, '');
  const before = await containers(name);
  const file = join(folder.path, 'result.json');
  const image = 'partial.example.com/slow-start:1';
  const archive = await partialArchive(folder.path, slowStartImage, image);
  const { code, stderr } = await cli(
    [
      ...['run', '--cluster', 'kind', '--use-cluster', name, '--load-image', slowStartImage],
      ...['--load-image', archive, '--image', image, '--image-pull-policy', 'Never'],
      ...['--port', '8080', '--iterations', '1', '--warmup', '0', '--export-json', file],
    ],
    { env: { HOME: folder.path, KUBECONFIG: undefined } },
  );
  // Not by crictl, which removes all names of the image.
  await inNode(['ctr', '--namespace=k8s.io', 'images', 'rm', image]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('creating') as string });
  expect(stderr).toContain(`kind cannot load all platforms of ${archive}`);
  const { cluster, runId } = readResult(file);
  expect(cluster).toMatchObject({ provider: 'kind', context: `kind-${name}` });
  expect(existsSync(join(folder.path, '.kube'))).toBe(false);
  expect(await leftovers(runId)).toEqual([]);
  expect(await containers(name)).toBe(before);
});

test('a run that would kill in a kind cluster that is there asks first, and names a missing one', async () => {
  const name = (await kubectl(['config', 'current-context'])).trim().replace(/^kind-/, '');
  const flags = (which: string) => [
    'run',
    '--cluster',
    'kind',
    '--use-cluster',
    which,
    '--image',
    'x:1',
    '--port',
    '80',
  ];
  const kill = await cli([...flags(name), '--experiment', 'healing']);
  expect(kill).toMatchObject({ code: 2, stderr: expect.stringContaining('pass --yes') as string });
  const missing = await cli(flags('never-made'));
  expect(missing).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--use-cluster: there is no kind cluster of this name') as string,
  });
});

test('a cluster that exists is refused and not touched', async () => {
  const existing = (await kubectl(['config', 'current-context'])).trim().replace(/^kind-/, '');
  const before = await containers(existing);
  const { code, stderr } = await cli(flagsFor(existing));
  expect(code).toBe(2);
  expect(stderr).toContain(
    `--cluster-name: a kind cluster of this name exists already, and is not touched (got "${existing}")`,
  );
  expect(stderr).toContain(`--use-cluster ${existing}`);
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
  const told = new RegExp(`kind cluster ${cluster.name} is kept running.* kubeconfig is (\\S+)`).exec(stderr);
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
  const logs = /hint: the logs of the nodes are in (\S+)/.exec(stderr)?.[1] ?? '';
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
