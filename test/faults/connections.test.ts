import { chmodSync, existsSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printed } from '../cluster/support/waiting.ts';
import { certificates } from '../kube/certificates.ts';
import { faultBench, oneStart } from './stand-in/bench.ts';
import { kubeconfigOf } from './stand-in/kubeconfig.ts';

const hasIPv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === '::1'),
);

if (!hasIPv6) console.warn('skipped, since there is no address ::1 here: a cluster with IPv6 alone');

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe.skipIf(!hasIPv6)('a cluster with IPv6 alone', { retry: 2 }, () => {
  const bench = faultBench({ host: '::1' });

  it('is measured like any other, its addresses in brackets', async () => {
    const run = await bench.run();
    await bench.expectUnharmed(run);
    expect(run.result?.cluster.server).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect(run.result?.measurement.via).toBe('node-port');
  });
});

const authority = await certificates();

describe('an API server whose certificate another authority has signed', () => {
  const bench = faultBench({}, { key: authority.server.key, cert: authority.server.cert });

  it('is told in one sentence, and asked nothing', async () => {
    const run = await bench.run();
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toContain('is signed by an unknown authority\n  hint: Set certificate-authority-data');
    expect(run.stderr.match(/^error:/gm)).toHaveLength(1);
    expect(bench.cluster.asked).toEqual([]);
  });
});

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe('credentials', { retry: 2 }, () => {
  const bench = faultBench({ startMs: 1500 });

  /** A kubeconfig whose plugin is this shell script. */
  function pluginConfig(script: string): string {
    const command = join(bench.folder, 'plugin');
    writeFileSync(command, `#!/bin/sh\n${script}\n`);
    chmodSync(command, 0o755);
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command, interactiveMode: 'Never' };
    return kubeconfigOf(bench.folder, bench.cluster.url, { exec });
  }

  it('that are refused in the middle of a start are renewed, and nothing else is lost', async () => {
    const token = join(bench.folder, 'token');
    writeFileSync(token, 'first');
    const kubeconfig = pluginConfig(`echo "{\\"status\\":{\\"token\\":\\"$(cat '${token}')\\"}}"`);
    bench.cluster.accepts = (authorization) => authorization === 'Bearer first';
    const started = bench.start([...oneStart, '--watch-pods', '--kubeconfig', kubeconfig]);
    await printed(started, /Pending|ContainerCreating/);
    writeFileSync(token, 'second');
    bench.cluster.accepts = (authorization) => authorization === 'Bearer second';
    bench.cluster.breakWatches();
    const run = await bench.ended(started);
    await bench.expectUnharmed(run);
    expect(run.iterations.at(-1)?.readyMs).not.toBeNull();
  });

  it('of a plugin that hangs hold up no interruption', async () => {
    const started = bench.start([
      ...oneStart,
      '--kubeconfig',
      pluginConfig('touch "$0.runs"; exec sleep 50'),
    ]);
    await expect.poll(() => existsSync(join(bench.folder, 'plugin.runs')), { timeout: 20_000 }).toBe(true);
    started.child.kill('SIGINT');
    const run = await bench.ended(started);
    expect(run.code).toBe(130);
    expect(run.tookMs).toBeLessThan(9000);
    expect(bench.cluster.asked).toEqual([]);
  });
});
