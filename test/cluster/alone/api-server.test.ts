import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCli } from '../support/cli.ts';
import { environment } from '../support/environment.ts';
import { apiServerAddress, kubeconfigAt } from '../support/kubeconfig.ts';
import { kubectl, leftoversAfter } from '../support/kubectl.ts';
import { inNode } from '../support/node.ts';
import { makeFolder, readResult } from '../support/result.ts';
import { startSilentProxy } from '../support/silent-proxy.ts';
import { printed, scoped, waitFor } from '../support/waiting.ts';

const { slowStartImage } = environment();

/** Starts that take this long, by an application that listens only then. */
function starts(listenAfter: string, iterations: number): string[] {
  return [
    ...['run', '--image', slowStartImage, '--port', '8080', `--arg=--listen-after=${listenAfter}`],
    ...['--via', 'node-port', '--iterations', `${iterations}`, '--warmup', '0', '--watch-pods'],
  ];
}

test('connections to the API server that go dead without a word cost exactness and no total', async () => {
  using folder = makeFolder();
  await using proxy = await startSilentProxy(apiServerAddress());
  const file = join(folder.path, 'result.json');
  const kubeconfig = kubeconfigAt(folder.path, `https://${proxy.address}`);
  const flags = ['--timeout', '20s', '--objective', 'max <= 15s', '--export-json', file];
  await using run = scoped(startCli([...starts('3s', 2), ...flags, '--kubeconfig', kubeconfig]));
  await printed(run, /Running/);
  expect(proxy.silence()).toBeGreaterThanOrEqual(3);
  const { code, stderr } = await run.ended;
  expect(code).toBe(0);
  expect(stderr).not.toMatch(/warning|error/);
  const { runId, scenarios } = readResult(file);
  expect(scenarios[0]?.iterations).toMatchObject([{ outcome: 'answered' }, { outcome: 'answered' }]);
  for (const { totalMs } of scenarios[0]?.iterations ?? []) {
    expect(totalMs).toBeGreaterThan(3000);
    expect(totalMs).toBeLessThan(6000);
  }
  expect(await leftoversAfter(10_000, runId)).toEqual([]);
});

test('an API server that is restarted in the middle of a start is told as a gap, and the run goes on', async () => {
  using folder = makeFolder();
  const file = join(folder.path, 'result.json');
  const flags = ['--timeout', '60s', '--objective', 'max <= 50s', '--export-json', file];
  await using run = scoped(startCli([...starts('12s', 1), ...flags]));
  await printed(run, /Running/);
  await restartApiServer();
  const { code, stdout } = await run.ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/the watch was interrupted/);
  const { runId, scenarios } = readResult(file);
  const [start] = scenarios[0]?.iterations ?? [];
  expect(start).toMatchObject({ outcome: 'answered' });
  expect(start?.watchGaps).toBeGreaterThanOrEqual(1);
  expect(start?.totalMs).toBeGreaterThan(12_000);
  expect(start?.totalMs).toBeLessThan(15_000);
  expect(await leftoversAfter(10_000, runId)).toEqual([]);
});

/** Stops its container, which the kubelet starts again, and waits until it is well again. */
async function restartApiServer(): Promise<void> {
  const id = (await inNode(['crictl', 'ps', '--name', 'kube-apiserver', '--quiet'])).trim();
  await inNode(['crictl', 'stop', '--timeout', '0', id]);
  await waitFor('the API server', async () => {
    const ready = await kubectl(['get', '--raw', '/readyz']).catch(() => '');
    return ready.trim() === 'ok' ? true : null;
  });
}
