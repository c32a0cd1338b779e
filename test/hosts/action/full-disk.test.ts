import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import { saveState } from '../../../src/hosts/action/state.ts';
import { toolkit } from '../../../src/hosts/action/toolkit.ts';
import { makeResult } from '../../make-result.ts';
import { exampleResults } from '../../reports/example-results.ts';
import { fakeHost, type FakeHost } from './fake-host.ts';

const given = { image: 'app:pr', port: '8080', objectives: 'p95 <= 30s' };
const met = exampleResults['met'] ?? makeResult({ scenarios: [] });
const violated = exampleResults['violated'] ?? met;
const partial = exampleResults['interrupted'] ?? met;

const isRoot = process.getuid?.() === 0;
const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-full-'));
const disk = join(folder, 'disk');
/** As much as a page holds: what follows needs another one. */
const before = `${'x'.repeat(4095)}\n`;

if (!isRoot) console.warn('skipped, since only root may mount a small disk: disks that are full');

/** The real toolkit on files of the small disk, for what the runner reads afterwards. */
function realHost(): FakeHost {
  const host = fakeHost(given, { RUNNER_TEMP: disk, GITHUB_STEP_SUMMARY: join(disk, 'summary') });
  const { output, saveState: save, summarize } = toolkit;
  Object.assign(host.toolkit, { output, saveState: save, summarize });
  return host;
}

describe.skipIf(!isRoot)('A disk of the runner that is full', () => {
  beforeEach(() => {
    mkdirSync(disk, { recursive: true });
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'tmpfs', disk]);
    for (const name of ['output', 'state', 'summary']) {
      writeFileSync(join(disk, name), before);
      vi.stubEnv(
        name === 'summary' ? 'GITHUB_STEP_SUMMARY' : `GITHUB_${name.toUpperCase()}`,
        join(disk, name),
      );
    }
    execFileSync('sh', ['-c', 'cat /dev/zero >"$1" 2>/dev/null || true', 'sh', join(disk, 'rest')]);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    execFileSync('umount', [disk]);
  });

  it.each([
    ['met', met, 0],
    ['violated', violated, 1],
  ])('loses no verdict: %s', async (verdict, result, code) => {
    const host = realHost();
    const run = runAction(host, async (_, { onResult }) => {
      await onResult(partial);
      return result;
    });
    expect(await run).toBe(code);
    const log = host.lines.join('\n');
    expect(log).toContain(verdict === 'met' ? 'MET  p95 is' : 'VIOLATED');
    expect(log).toMatch(
      /warning: the report could not be written: result\.json could not be written: ENOSPC/,
    );
    expect(log).toContain('warning: the job summary could not be written: ENOSPC');
    expect(host.annotations.map(({ title }) => title)).toEqual(code === 0 ? [] : ['SLO violated']);
  });

  it('leaves no half of an entry to the runner, which would fail the step for it', async () => {
    // Room for a page of what follows.
    rmSync(join(disk, 'rest'));
    expect(() => toolkit.output('verdict', 'x'.repeat(20_000))).toThrow('ENOSPC');
    expect(() => toolkit.saveState('run', 'x'.repeat(20_000))).toThrow('ENOSPC');
    await expect(toolkit.summarize('x'.repeat(20_000))).rejects.toThrow('ENOSPC');
    for (const name of ['output', 'state', 'summary'])
      expect(readFileSync(join(disk, name), 'utf8')).toBe(before);
  });

  it('costs the safety net that post is, and not the run', () => {
    const host = realHost();
    saveState(host.toolkit, 'run', {
      runId: 'x'.repeat(20_000),
      namespace: null,
      kubeconfig: null,
      context: null,
    });
    expect(host.lines.join('\n')).toContain(
      'warning: the state for the post step could not be saved: ENOSPC',
    );
  });
});

it('a result that could be written at first and not at the end is no output', async () => {
  const host = fakeHost(given);
  const parent = join(host.env['RUNNER_TEMP'] ?? '', 'pod-start-slo');
  const run = runAction(host, async (_, { onResult }) => {
    await onResult(partial);
    rmSync(parent, { recursive: true });
    writeFileSync(parent, 'a file in place of the folder');
    return met;
  });
  expect(await run).toBe(0);
  expect(host.outputs).toMatchObject({ verdict: 'met', 'result-path': '', 'reports-path': '' });
  expect(host.lines.join('\n')).toContain('warning: the report could not be written: result.json');
});
