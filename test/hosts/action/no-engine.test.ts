import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import { start } from '../../../src/hosts/action/start.ts';
import { startKindServer } from '../../clusters/kind/download/kind-server.ts';
import { fakeHost, type FakeHost } from './fake-host.ts';

let folder = '';

/** The folders that the runner has; tool-cache reads them from the process. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-test-'));
  vi.stubEnv('RUNNER_TEMP', folder);
  vi.stubEnv('RUNNER_TOOL_CACHE', join(folder, 'tools'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A step on a runner that has only these programs, and what it has asked a server of kind's releases for. */
async function step(programs: Record<string, string>): Promise<{ host: FakeHost; requests: string[] }> {
  await using server = await startKindServer({});
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const [name, script] of Object.entries(programs))
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const env = { PATH: bin, RUNNER_TEMP: folder, POD_START_SLO_KIND_RELEASES: server.url };
  const host = fakeHost({ image: 'app:pr', port: '8080', objectives: 'p95 <= 30s' }, env);
  expect(await runAction(host, start)).toBe(1);
  expect(host.outputs['verdict']).toBe('cluster');
  return { host, requests: server.requests };
}

it('a runner without Docker is reported before kind is downloaded, with what to do', async () => {
  const { host, requests } = await step({});
  expect(host.annotations[0]?.message).toContain('docker is not installed');
  expect(host.annotations[0]?.message).toContain('cluster: existing');
  expect(requests).toEqual([]);
});

it('a Docker that does not answer is reported before kind is downloaded, with what it said', async () => {
  const { host, requests } = await step({ docker: 'echo "Cannot connect to the Docker daemon" >&2; exit 1' });
  expect(host.annotations[0]?.message).toContain(
    'docker does not answer: Cannot connect to the Docker daemon',
  );
  expect(requests).toEqual([]);
});

it('with a Docker that answers kind is downloaded', async () => {
  const { requests } = await step({ docker: 'exit 0' });
  expect(requests).not.toEqual([]);
});
