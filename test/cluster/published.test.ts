import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { pack } from '../../scripts/pack.ts';
import type { Result } from '../../src/core/result.ts';
import { startNpmRegistry } from '../release/npm-registry.ts';
import { environment } from './support/environment.ts';

const root = resolve(import.meta.dirname, '../..');

test('the published package measures on a cluster, started by npx in an empty folder', async () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const { kubeconfig, slowStartImage } = environment();
  const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-published-'));
  try {
    await using registry = await startNpmRegistry();
    const published = await registry.publish(await pack(folder));
    expect(published.code, published.stderr).toBe(0);
    const path = join(folder, 'result.json');
    const what = ['--image', slowStartImage, '--port', '8080', '--objective', 'p95 <= 30s'];
    const args = ['run', ...what, '--iterations', '2', '--export-json', path];
    const { code, stdout, stderr } = await registry.npx(version, args, { env: { KUBECONFIG: kubeconfig } });
    expect(code, stderr).toBe(0);
    expect(stdout).toMatch(/^MET {2}/m);
    const result = JSON.parse(readFileSync(path, 'utf8')) as Result;
    expect(result).toMatchObject({ verdict: 'met', complete: true, tool: { version } });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
