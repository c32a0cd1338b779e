import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, startCli } from './support/cli.ts';
import { clusterName, containers, flagsFor } from './support/kind.ts';
import { makeFolder } from './support/result.ts';
import { waitFor } from './support/waiting.ts';

test('a second run of the same name is refused, and clean deletes what the first leaves when it is killed', async () => {
  using home = makeFolder();
  await using cluster = clusterName();
  const env = { HOME: home.path };
  const first = startCli(flagsFor(cluster.name), { env });
  await waitFor('the node', async () => ((await containers(cluster.name)) === '' ? null : true));
  const node = await containers(cluster.name);
  const second = await cli(flagsFor(cluster.name), { env });
  expect(second).toMatchObject({
    code: 2,
    stderr: expect.stringContaining(`another run (process ${first.child.pid ?? 0} on `) as string,
  });
  expect(await containers(cluster.name)).toBe(node);
  // What it has seen itself create is written down by then.
  const names = join(home.path, '.local/state/pod-start-slo/clusters', `kind-${cluster.name}.lock`);
  await waitFor('the note', () => (readFileSync(names, 'utf8').includes(node) ? true : null));
  first.child.kill('SIGKILL');
  await first.ended;
  const swept = await cli(['clean'], { env });
  expect(swept.stdout).toContain(`deleted kind cluster ${cluster.name} (container ${node})`);
  expect(await containers(cluster.name)).toBe('');
});
