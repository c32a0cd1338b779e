import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { kubectl } from '../cluster/support/kubectl.ts';
import { readResult } from '../cluster/support/result.ts';
import { scoped, waitFor } from '../cluster/support/waiting.ts';
import { annotationsIn, commandsIn } from './support/file-commands.ts';
import {
  changedConfig,
  clusterName,
  containers,
  envOf,
  foldersOf,
  kindInputs,
  nameIn,
  saved,
  startReleases,
} from './support/kind.ts';
import { makeRunner } from './support/runner.ts';

test('two jobs at once, with the usual names and one tool cache, each download kind, make a cluster and delete it', async () => {
  await using releases = await startReleases();
  using runner = makeRunner();
  const env = { ...envOf(releases), RUNNER_TOOL_CACHE: join(runner.folder, 'shared-tools') };
  const steps = [1, 2].map(() => runner.step({ inputs: kindInputs(), env }));
  const ends = await Promise.all(steps.map((step) => step.main()));
  for (const { code, stdout, stderr, outputs } of ends) {
    expect({ code, stderr, verdict: outputs['verdict'] }).toEqual({ code: 0, stderr: '', verdict: 'met' });
    expect(readResult(outputs['result-path'] ?? '')).toMatchObject({ cluster: { provider: 'kind' } });
    // The later one may find what the other has checked and kept.
    expect(stdout).toMatch(/its SHA-256 is that of cluster\.kindSha256|kind v0\.\d+\.0 is in the tool cache/);
    expect(annotationsIn(stdout)).toEqual([]);
  }
  const downloads = ends.filter(({ stdout }) => stdout.includes('its SHA-256 is that of cluster.kindSha256'));
  expect(downloads.length).toBeGreaterThan(0);
  const binary = expect.stringMatching(/^\/v0\.\d+\.0\/kind-(linux|darwin)-/) as string;
  expect(releases.requests).toEqual(downloads.map(() => binary));
  const names = steps.map(nameIn);
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect([...(await containers(name)), ...foldersOf(name)]).toEqual([]);
  for (const step of steps) expect(await step.post()).toMatchObject({ code: 0, stderr: '' });
  for (const name of names) expect(await containers(name)).toEqual([]);
});

test('a kind with a wrong checksum is not run: one annotation, and nothing is created', async () => {
  await using releases = await startReleases();
  await using cluster = clusterName();
  using runner = makeRunner();
  const inputs = kindInputs({ 'cluster-name': cluster.name, 'kind-sha256': '0'.repeat(64) });
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

test('a cluster of the same name that was there before is refused, and survives post', async () => {
  await using releases = await startReleases();
  using runner = makeRunner();
  const existing = (await kubectl(['config', 'current-context'])).trim().replace(/^kind-/, '');
  const before = await containers(existing);
  const inputs = kindInputs({ 'cluster-name': existing });
  const step = runner.step({ inputs, env: envOf(releases) });
  const { code, stdout, outputs } = await step.main();
  expect({ code, verdict: outputs['verdict'] }).toEqual({ code: 1, verdict: 'usage' });
  expect(annotationsIn(stdout)[0]?.message).toContain('cluster.name: a kind cluster of this name exists');
  expect(saved(step)).toBe('');
  expect(await step.post()).toMatchObject({ code: 0, stderr: '' });
  expect(before).not.toEqual([]);
  expect(await containers(existing)).toEqual(before);
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
