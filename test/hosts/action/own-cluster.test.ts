import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startCluster } from '../../../src/clusters/lifecycle.ts';
import { Log } from '../../../src/hosts/action/log.ts';
import { withOwnCluster } from '../../../src/hosts/action/own-cluster.ts';
import { making } from '../../clusters/making.ts';
import { standIns } from '../../clusters/stand-in.ts';
import { fakeHost, type FakeHost } from './fake-host.ts';

const { signal } = new AbortController();

/** The outputs of a step whose run on a cluster of its own ended well. */
async function outputsWith(facts: { keep?: boolean; logs?: 'always' }): Promise<FakeHost['outputs']> {
  using stand = standIns();
  const host = fakeHost({}, stand.env);
  const log = new Log(host.toolkit);
  const report = (): void => undefined;
  const [choice] = making.filter(({ kind }) => kind === 'k3d');
  if (choice === undefined) throw new Error('there is no k3d');
  const cluster = { ...choice, logsFolder: stand.folder, ...facts };
  await withOwnCluster(cluster, { host, log, report, signal }, async (own) => {
    const started = await startCluster(own, { report, env: host.env, needsLoadBalancer: 'no' }, signal);
    await started.stop(signal, 'done');
  });
  expect(Object.values(host.outputs).filter((path) => path.startsWith('/') && !existsSync(path))).toEqual([]);
  return host.outputs;
}

it('a cluster that is kept is named for later steps, with its kubeconfig', async () => {
  const outputs = await outputsWith({ keep: true });
  expect(outputs).toEqual({
    'cluster-name': 'slo',
    kubeconfig: expect.stringMatching(/\/kubeconfig$/) as string,
  });
});

it('a cluster that is deleted leaves only the folder with its logs, where they are wanted', async () => {
  expect(await outputsWith({})).toEqual({});
  const outputs = await outputsWith({ logs: 'always' });
  expect(Object.keys(outputs)).toEqual(['logs-path']);
});
