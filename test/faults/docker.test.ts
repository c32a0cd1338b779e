import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { standIns } from '../clusters/stand-in.ts';
import { printed } from '../cluster/support/waiting.ts';
import { faultBench, oneStart } from './stand-in/bench.ts';
import { kubeconfigOf } from './stand-in/kubeconfig.ts';

const bench = faultBench({ startMs: 1500 });

/** What kind writes: the same server, under the name that kind gives its contexts. */
function kindKubeconfig(): string {
  const text = readFileSync(kubeconfigOf(bench.folder, bench.cluster.url), 'utf8');
  const path = join(bench.folder, 'kind-kubeconfig');
  writeFileSync(path, text.replaceAll('"stand-in"', '"kind-slo"'));
  return path;
}

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe('a Docker daemon that restarts in the middle of a run', { retry: 2 }, () => {
  it('costs no verdict and leaves no cluster', async () => {
    using stand = standIns({ MADE_KUBECONFIG: kindKubeconfig() });
    const args = [...oneStart, '--cluster', 'kind', '--cluster-name', 'slo', '--watch-pods'];
    const started = bench.start(args, { env: stand.env });
    await printed(started, /Pending|ContainerCreating/);
    const away = join(stand.folder, 'away');
    writeFileSync(away, '');
    // The node's container stops and starts with its daemon, and so does the API server in it.
    await bench.cluster.restart(500);
    // Still away when the cluster is to be deleted: back after the first time that nobody answers.
    const ran = (): string => stand.ran().join('\n');
    await expect.poll(ran, { timeout: 30_000 }).toMatch(/kind delete cluster [^]*docker version/);
    expect(stand.clusters()).toEqual(['slo']);
    rmSync(away);
    const run = await bench.ended(started);
    expect(run).toMatchObject({ code: 0, result: { verdict: 'met', complete: true } });
    expect(stand.clusters()).toEqual([]);
    await bench.expectNothingLeft();
  });
});
