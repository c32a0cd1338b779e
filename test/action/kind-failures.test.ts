import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { scoped, waitFor } from '../cluster/support/waiting.ts';
import { annotationsIn } from './support/file-commands.ts';
import { clusterOfTests } from './support/images.ts';
import {
  changedConfig,
  clusterName,
  containers,
  creators,
  envOf,
  foldersOf,
  kindInputs,
  nameIn,
  saved,
  startReleases,
} from './support/kind.ts';
import { makeRunner } from './support/runner.ts';

/** Longer than a container that was being made needs to show up after all. */
const aWhileMs = 4000;

test.concurrent.each(['its node appears', 'its state is saved'])(
  'killed when %s, and post leaves nothing of the cluster',
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
    expect(await containers(clusterOfTests)).not.toEqual([]);
    expect(foldersOf(cluster.name)).toEqual([]);
    // Done twice it does no harm.
    expect(await step.post()).toMatchObject({ code: 0, stderr: '' });
  },
);

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
  const folder = /the logs of the nodes are in (\S+)/.exec(annotation?.message ?? '')?.[1] ?? '';
  expect(folder.startsWith(step.temp)).toBe(true);
  expect(existsSync(join(folder, `${cluster.name}-control-plane`))).toBe(true);
  expect(await containers(cluster.name)).toEqual([]);
});
