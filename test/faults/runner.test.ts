import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printed } from '../cluster/support/waiting.ts';
import { faultBench, oneStart } from './stand-in/bench.ts';

const bench = faultBench({ startMs: 1500 });
const isRoot = process.getuid?.() === 0;

it('a second signal cuts the clean-up short, and says what deletes the rest', async () => {
  bench.cluster.inject(/^DELETE /, () => undefined, Infinity);
  const started = bench.start([...oneStart, '--watch-pods']);
  await printed(started, /Pending|ContainerCreating/);
  started.child.kill('SIGINT');
  await printed(started, /SIGINT: deleting what was created/);
  await expect.poll(() => bench.cluster.count(/^DELETE /)).toBeGreaterThan(0);
  started.child.kill('SIGTERM');
  const run = await bench.ended(started);
  expect(run.code).toBe(130);
  expect(run.tookMs).toBeLessThan(5000);
  expect(run.stderr).toContain('"pod-start-slo clean" deletes the leftovers');
  expect(run.result).toMatchObject({ complete: false });
  expect(bench.cluster.leftovers()).toEqual(
    expect.arrayContaining(['pods/app', expect.stringMatching(/^leases\//)]),
  );
});

if (!isRoot) console.warn('skipped, since only root may mount a small disk: a disk that is full');

// A busy machine may stall the program where it counts, and then its start is invalid, rightly.
describe.skipIf(!isRoot)('a disk that is full', { retry: 2 }, () => {
  it('ends the run with what was measured printed, the reason told, and no half of a file', async () => {
    const disk = join(bench.folder, 'disk');
    mkdirSync(disk);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', disk]);
    try {
      const run = await bench.run([...oneStart, '--export-json', join(disk, 'full.json')]);
      expect(run.code).toBe(3);
      expect(run.stdout).toMatch(/time to first answer +1\.\d+ s/);
      expect(run.stdout).toContain('no start of 1 exceeded 15 s');
      expect(run.stderr).toMatch(/^error: --export-json .*full\.json could not be written: ENOSPC/m);
      expect(readdirSync(disk)).toEqual([]);
      await bench.expectNothingLeft();
    } finally {
      execFileSync('umount', [disk]);
    }
  });
});
