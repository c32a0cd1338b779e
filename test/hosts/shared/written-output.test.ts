import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const module = join(import.meta.dirname, '../../../src/hosts/shared/written-output.ts');
const isRoot = process.getuid?.() === 0;

/** A program that survives what goes wrong with its standard output, and writes to it; what it says of it. */
function write(work: string, to: string): string {
  const program = `
    const { surviveFailures, writeText } = await import(${JSON.stringify(module)});
    const written = surviveFailures(process.stdout);
    const told = [];
    ${work}
    await new Promise(setImmediate);
    console.error(JSON.stringify({ told, failure: written.failure }));`;
  const command = `"$0" --input-type=module --eval "$1" ${to}`;
  const { stderr } = spawnSync('sh', ['-c', command, process.execPath, program], { encoding: 'utf8' });
  return stderr.trim();
}

const full = 'ENOSPC: no space left on device, write';

it('a disk that is full is told, by the text and of the whole stream', () => {
  const work = "told.push(await writeText(process.stdout, 'a'), await writeText(process.stdout, 'b'));";
  expect(write(work, '>/dev/full')).toBe(JSON.stringify({ told: [full, full], failure: full }));
});

it('a reader that has gone away is no failure', () => {
  const work = `await new Promise((resolve) => setTimeout(resolve, 300));
    told.push(await writeText(process.stdout, 'a'));`;
  expect(write(work, '| true')).toBe(JSON.stringify({ told: [null], failure: null }));
});

if (!isRoot) console.warn('skipped, since only root may mount a small disk: a disk that fills up');

it.skipIf(!isRoot)('a disk that fills up takes no part of a text for the whole, and what comes later', () => {
  const disk = mkdtempSync(join(tmpdir(), 'pod-start-slo-disk-'));
  mkdirSync(join(disk, 'small'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', join(disk, 'small')]);
  try {
    const file = join(disk, 'small/out');
    const work = "told.push(await writeText(process.stdout, 'x'.repeat(20_000)));";
    expect(write(work, `>'${file}'`)).toBe(JSON.stringify({ told: [full], failure: full }));
    expect(statSync(file).size).toBeLessThan(20_000);
    // What comes when there is space again is written.
    const rest = join(disk, 'small/rest');
    const later = `told.push(await writeText(process.stdout, 'lost'.repeat(5000)));
      (await import('node:fs')).rmSync(${JSON.stringify(rest)});
      told.push(await writeText(process.stdout, 'kept'));`;
    rmSync(file);
    writeFileSync(rest, 'x'.repeat(8192));
    expect(write(later, `>'${file}'`)).toBe(JSON.stringify({ told: [full, null], failure: full }));
    expect(readFileSync(file, 'utf8')).toBe('kept');
  } finally {
    execFileSync('umount', [join(disk, 'small')]);
    rmSync(disk, { recursive: true });
  }
});
