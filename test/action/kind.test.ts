import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { environment } from '../cluster/support/environment.ts';
import { kubectl } from '../cluster/support/kubectl.ts';
import { readResult } from '../cluster/support/result.ts';
import { scoped, waitFor } from '../cluster/support/waiting.ts';
import { annotationsIn, commandsIn } from './support/file-commands.ts';
import { clusterName, containers, creators, envOf, kindInputs, startReleases } from './support/kind.ts';
import { makeRunner, type Step } from './support/runner.ts';

const { kindConfig } = environment();

/** Longer than a container that was being made needs to show up after all. */
const aWhileMs = 4000;

/** What main has saved about its cluster. */
const saved = (step: Step): string => step.state()['cluster'] ?? '';
const nameIn = (step: Step): string => (JSON.parse(saved(step)) as { name: string }).name;

/** Folders with credentials of a cluster. */
const foldersOf = (name: string): string[] => readdirSync(tmpdir()).filter((each) => each.includes(name));

/** kind's configuration of the tests, changed, in the folder that the step works in. */
function changedConfig(step: Step, change: (config: KindConfig) => void): string {
  const config = parse(readFileSync(kindConfig, 'utf8')) as KindConfig;
  change(config);
  writeFileSync(join(step.workspace, 'kind.yml'), stringify(config));
  return 'kind.yml';
}

interface KindConfig {
  nodes: { role: string }[];
  kubeadmConfigPatches?: string[];
}

test('kind is downloaded and checked, a cluster is made, and gone after main and after post', async () => {
  await using releases = await startReleases();
  using runner = makeRunner();
  const step = runner.step({ inputs: kindInputs(), env: envOf(releases) });
  const { code, stdout, stderr, outputs } = await step.main();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(outputs['verdict']).toBe('met');
  expect(readResult(outputs['result-path'] ?? '')).toMatchObject({ cluster: { provider: 'kind' } });
  expect(releases.requests).toEqual([expect.stringMatching(/^\/v0\.30\.0\/kind-(linux|darwin)-/)]);
  expect(stdout).toContain('its SHA-256 is that of kind-sha256');
  expect(annotationsIn(stdout)).toEqual([]);
  const name = nameIn(step);
  expect(stdout).toContain(`creating the kind cluster ${name} `);
  expect(await containers(name)).toEqual([]);
  expect(foldersOf(name)).toEqual([]);
  expect(await step.post()).toMatchObject({ code: 0, stderr: '' });
  expect(await containers(name)).toEqual([]);
});

test('a kind with a wrong checksum is not run: one annotation, and nothing is created', async () => {
  await using releases = await startReleases();
  await using cluster = clusterName();
  using runner = makeRunner();
  const inputs = kindInputs({ 'kind-sha256': '0'.repeat(64), 'cluster-name': cluster.name });
  const step = runner.step({ inputs, env: envOf(releases) });
  const { code, stdout, outputs } = await step.main();
  expect(code).toBe(1);
  expect(outputs['verdict']).toBe('cluster');
  const message = expect.stringMatching(
    /^http:.* has a wrong SHA-256: expected 0{64} .*, found [0-9a-f]{64}/,
  ) as string;
  expect(annotationsIn(stdout)).toEqual([expect.objectContaining({ name: 'error', message })]);
  expect(saved(step)).toBe('');
  expect(await step.post()).toMatchObject({ code: 0, stderr: '' });
  expect(await containers(cluster.name)).toEqual([]);
});

test.each(['its node appears', 'its state is saved'])(
  'killed when %s, and post leaves only what was there before',
  async (moment) => {
    await using releases = await startReleases();
    await using cluster = clusterName();
    using runner = makeRunner();
    const inputs = kindInputs({ 'cluster-name': cluster.name });
    const step = runner.step({ inputs, env: envOf(releases) });
    await using main = scoped(step.start());
    await waitFor(moment, async () => {
      const there = moment.includes('node') ? await containers(cluster.name) : saved(step);
      return there.length > 0 ? true : null;
    });
    main.child.kill('SIGKILL');
    await main.ended;
    expect(nameIn(step)).toBe(cluster.name);
    expect(await step.post()).toMatchObject({ code: 0, stderr: '' });
    expect(await creators(cluster.name)).toEqual([]);
    await sleep(aWhileMs);
    expect(await containers(cluster.name)).toEqual([]);
    expect(foldersOf(cluster.name)).toEqual([]);
    // Done twice it does no harm.
    expect(await step.post()).toMatchObject({ code: 0, stderr: '' });
  },
);

test('a cluster of the same name that was there before is refused, and survives post', async () => {
  await using releases = await startReleases();
  using runner = makeRunner();
  const existing = (await kubectl(['config', 'current-context'])).trim().replace(/^kind-/, '');
  const before = await containers(existing);
  const inputs = kindInputs({ 'cluster-name': existing });
  const step = runner.step({ inputs, env: envOf(releases) });
  const { code, stdout, outputs } = await step.main();
  expect({ code, verdict: outputs['verdict'] }).toEqual({ code: 1, verdict: 'usage' });
  expect(annotationsIn(stdout)[0]?.message).toContain('cluster-name: a kind cluster of this name exists');
  expect(saved(step)).toBe('');
  expect(await step.post()).toMatchObject({ code: 0, stderr: '' });
  expect(before).not.toEqual([]);
  expect(await containers(existing)).toEqual(before);
});

test('two jobs at once, with the usual names and one tool cache, are both right', async () => {
  await using releases = await startReleases();
  using runner = makeRunner();
  const env = { ...envOf(releases), RUNNER_TOOL_CACHE: join(runner.folder, 'shared-tools') };
  const steps = [1, 2].map(() => runner.step({ inputs: kindInputs(), env }));
  const ends = await Promise.all(steps.map((step) => step.main()));
  for (const { code, outputs } of ends)
    expect({ code, verdict: outputs['verdict'] }).toEqual({ code: 0, verdict: 'met' });
  expect(new Set(steps.map(nameIn)).size).toBe(2);
  for (const step of steps) {
    expect(await step.post()).toMatchObject({ code: 0, stderr: '' });
    expect(await containers(nameIn(step))).toEqual([]);
  }
});

test('a cluster that is to be kept is kept, and its credentials are masked in the log', async () => {
  await using releases = await startReleases();
  using runner = makeRunner();
  await using cluster = clusterName();
  const inputs = kindInputs({ 'cluster-name': cluster.name, 'keep-cluster': 'true' });
  const step = runner.step({ inputs, env: envOf(releases) });
  const { code, stdout } = await step.main();
  expect(code).toBe(0);
  expect(await step.post()).toMatchObject({ code: 0, stderr: '' });
  expect(await containers(cluster.name)).toHaveLength(1);
  const kubeconfig = /its kubeconfig is (\S+)/.exec(stdout)?.[1] ?? '';
  const secret = /(?<=client-key-data: )\S+/.exec(readFileSync(kubeconfig, 'utf8'))?.[0] ?? '';
  expect(secret).not.toBe('');
  const [firstOfCluster] = commandsIn(stdout).filter(({ message }) => message.includes(secret));
  expect(firstOfCluster).toMatchObject({ name: 'add-mask', message: secret });
  expect(
    stdout.split('\n').filter((line) => line.includes(secret) && !line.startsWith('::add-mask::')),
  ).toEqual([]);
  rmSync(dirname(kubeconfig), { recursive: true });
});

test('with several nodes all of them are waited for', async () => {
  await using releases = await startReleases();
  await using cluster = clusterName();
  using runner = makeRunner();
  const inputs = kindInputs({ 'cluster-name': cluster.name, 'kind-config': 'kind.yml' });
  const step = runner.step({ inputs, env: envOf(releases) });
  changedConfig(step, ({ nodes, kubeadmConfigPatches = [] }) => {
    nodes.push({ ...nodes[0], role: 'worker' });
    kubeadmConfigPatches.push('kind: JoinConfiguration\nskipPhases: [preflight]\n');
  });
  await using main = scoped(step.start());
  await waitFor('both nodes', async () => ((await containers(cluster.name)).length === 2 ? true : null));
  const { code, outputs } = await step.end(main);
  expect({ code, verdict: outputs['verdict'] }).toEqual({ code: 0, verdict: 'met' });
  const { nodes } = readResult(outputs['result-path'] ?? '').cluster;
  expect(nodes.length).toBe(2);
  expect(await containers(cluster.name)).toEqual([]);
});

test('a cluster that cannot start leaves its logs in a folder that is named, and nothing else', async () => {
  await using releases = await startReleases();
  await using cluster = clusterName();
  using runner = makeRunner();
  const inputs = kindInputs({ 'cluster-name': cluster.name, 'kind-config': 'kind.yml' });
  const step = runner.step({ inputs, env: envOf(releases) });
  changedConfig(step, ({ kubeadmConfigPatches = [] }) => {
    kubeadmConfigPatches.push('kind: ClusterConfiguration\nnetworking: { podSubnet: nonsense }\n');
  });
  const { code, stdout, outputs } = await step.main();
  expect({ code, verdict: outputs['verdict'] }).toEqual({ code: 1, verdict: 'cluster' });
  const [annotation] = annotationsIn(stdout);
  const folder = /the logs of its nodes are in (\S+)/.exec(annotation?.message ?? '')?.[1] ?? '';
  expect(folder.startsWith(step.temp)).toBe(true);
  expect(existsSync(join(folder, `${cluster.name}-control-plane`))).toBe(true);
  expect(await containers(cluster.name)).toEqual([]);
});
