import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAction } from '../../scripts/build.ts';
import { issuesUrl } from '../../src/core/errors.ts';
import { start, type Started } from '../cluster/support/command.ts';
import { faultBench } from './stand-in/bench.ts';
import { kubeconfigOf } from './stand-in/kubeconfig.ts';

const bench = faultBench({ startMs: 1500 });
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pod-start-slo-action-'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
  await buildAction(join(folder, 'action'));
});
afterAll(() => rm(folder, { recursive: true }));

const inputs = {
  ...{ CLUSTER: 'existing', IMAGE: 'app:1', PORT: '8080', VIA: 'node-port', OBJECTIVES: 'max <= 15s' },
  ...{ ITERATIONS: '1', WARMUP: '0', TIMEOUT: '20s', COMMENT: 'never', MODE: 'run' },
};

/** The action as a runner starts it, on the cluster in memory. */
function step(more: Record<string, string> = {}, shell = 'exec "$@"'): Started {
  const given = { ...inputs, KUBECONFIG: kubeconfigOf(bench.folder, bench.cluster.url) };
  const output = join(bench.folder, 'output');
  writeFileSync(output, '');
  const env = {
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name}`, value])),
    ...{ RUNNER_TEMP: bench.folder, GITHUB_OUTPUT: output, GITHUB_STATE: '', GITHUB_STEP_SUMMARY: '' },
    ...{ NO_PROXY: '*', GITHUB_EVENT_NAME: 'push' },
    ...more,
  };
  const command = [process.execPath, join(folder, 'action/main.js')];
  return start('sh', ['-c', shell, 'sh', ...command], { env, timeoutMs: 60_000 });
}

function verdict(): string | undefined {
  return /^verdict<<.*\n(.*)$/m.exec(readFileSync(join(bench.folder, 'output'), 'utf8'))?.[1];
}

const podCreated = (): boolean => bench.cluster.count(/^POST .*\/pods$/) > 0;

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe('a step', { retry: 2 }, () => {
  it.skipIf(!existsSync('/dev/full'))(
    'keeps its verdict where nothing takes its log and its summary',
    async () => {
      const started = step({ GITHUB_STEP_SUMMARY: '/dev/full' }, 'exec "$@" >/dev/full');
      const { code, stderr } = await started.ended;
      expect({ code, verdict: verdict() }).toEqual({ code: 0, verdict: 'met' });
      expect(stderr).toContain('warning: the log could not be written: ENOSPC');
      await bench.expectNothingLeft();
    },
  );

  it('keeps its verdict where nothing takes its files and outputs', async () => {
    const file = join(bench.folder, 'a-file');
    writeFileSync(file, '');
    const places = { RUNNER_TEMP: join(file, 'none'), GITHUB_OUTPUT: '/dev/full', GITHUB_STATE: '/dev/full' };
    const { code, stdout } = await step(places).ended;
    expect(code).toBe(0);
    expect(stdout).toContain('MET  max is');
    for (const what of ['the report could not be written', 'the outputs could not be set'])
      expect(stdout).toContain(`warning: ${what}`);
    expect(stdout).toContain('warning: the state for the post step could not be saved: ENOSPC');
    await bench.expectNothingLeft();
  });

  it('ends in order, and without a verdict, after an error that nobody has caught', async () => {
    const work = "process.on('SIGUSR2', () => { throw new TypeError('x is undefined'); });";
    const started = step({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(work)}` });
    await expect.poll(podCreated, { timeout: 30_000 }).toBe(true);
    started.child.kill('SIGUSR2');
    const { code, stdout } = await started.ended;
    expect({ code, verdict: verdict() }).toEqual({ code: 1, verdict: 'cluster' });
    expect(stdout).toMatch(/^::error title=No verdict on the SLO::unexpected: x is undefined/m);
    expect(stdout).toContain(issuesUrl);
    await bench.expectNothingLeft();
  });

  it.each(['SIGHUP', 'SIGQUIT'] as const)('ends in order at %s', async (signal) => {
    const started = step();
    await expect.poll(podCreated, { timeout: 30_000 }).toBe(true);
    started.child.kill(signal);
    const { code } = await started.ended;
    expect({ code, verdict: verdict() }).toEqual({ code: 1, verdict: 'interrupted' });
    await bench.expectNothingLeft();
  });
});
