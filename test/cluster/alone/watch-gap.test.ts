import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cli, startCli } from '../support/cli.ts';
import { start, type Started } from '../support/command.ts';
import { startCutter } from '../support/cutter.ts';
import { environment } from '../support/environment.ts';
import { apiServerAddress, kubeconfigAt } from '../support/kubeconfig.ts';
import { leftovers } from '../support/kubectl.ts';
import { freePort } from '../support/ports.ts';
import { makeFolder, readResult } from '../support/result.ts';
import { printed, scoped } from '../support/waiting.ts';

const { slowStartImage, kubeconfig } = environment();

test('an API server that is away for a second is told as a gap and blurs no total', async () => {
  using folder = makeFolder();
  const { host, port } = apiServerAddress();
  await using cutter = await startCutter(`${host}:${port}`);
  const file = join(folder.path, 'result.json');
  const command = [
    ...['run', '--image', slowStartImage, '--port', '8080', '--arg=--listen-after=3s', '--via', 'node-port'],
    ...['--iterations', '2', '--warmup', '0', '--watch-pods', '--export-json', file],
    ...['--kubeconfig', kubeconfigAt(folder.path, `https://${cutter.address}`)],
  ];
  await using run = scoped(startCli(command));
  await printed(run, /^\[1\/2\] answered[^]*ContainerCreating/m);
  await cutter.cut(1000);
  await printed(run, /^\[1\/2\] answered[^]*ContainerCreating[^]*Running/m);
  await using log = scoped(podLog(readResult(file).namespace));
  const { code, stdout } = await run.ended;
  expect(code).toBe(0);

  const result = readResult(file);
  const [whole, disturbed] = result.scenarios[0]?.iterations ?? [];
  expect(whole).toMatchObject({ outcome: 'answered', watchGaps: 0 });
  expect(disturbed).toMatchObject({ outcome: 'answered', index: 2 });
  expect(disturbed?.watchGaps).toBeGreaterThanOrEqual(1);
  expect(result.measurement.watchGaps).toBe(disturbed?.watchGaps);
  expect(stdout).toMatch(
    /the watch was interrupted (once|\d times); changes\s+during an interruption are\s+unknown/,
  );

  const listensMs = listeningMs((await log.ended).stdout);
  const answeredMs = Date.parse(disturbed?.startedAt ?? '') + (disturbed?.totalMs ?? NaN);
  expect(answeredMs - listensMs).toBeGreaterThan(-2);
  expect(answeredMs - listensMs).toBeLessThan(150);
  expect(await leftovers(result.runId)).toEqual([]);
});

/** The log of the pod, read past the proxy, until its container ends. */
function podLog(namespace: string): Started {
  const env = { KUBECONFIG: kubeconfig };
  return start('kubectl', ['logs', '--follow', '-n', namespace, 'pod/slow-start'], { env });
}

/** When the container began to listen, by the clock that is the same in and outside of it: Unix ms. */
function listeningMs(log: string): number {
  const ns = /"listening","unixNs":(\d+)/.exec(log)?.[1];
  if (ns === undefined) throw new Error(`the pod did not log that it listens: ${log}`);
  return Number(BigInt(ns) / 1000n) / 1000;
}

test('a port where no API server listens is told at once, in one sentence', async () => {
  using folder = makeFolder();
  const server = `https://127.0.0.1:${await freePort()}`;
  const startedMs = performance.now();
  const { code, stdout, stderr } = await cli([
    ...['run', '--image', slowStartImage, '--port', '8080'],
    ...['--kubeconfig', kubeconfigAt(folder.path, server)],
  ]);
  expect(performance.now() - startedMs).toBeLessThan(10_000);
  expect(code).toBe(3);
  expect(stdout).toBe('');
  expect(stderr.split('\n')).toEqual([
    expect.stringMatching(new RegExp(`^error: .*nothing listens at ${server}$`)),
    '  hint: Is the cluster running, and is this the right context? Run "pod-start-slo doctor" for details.',
    '',
  ]);
});
