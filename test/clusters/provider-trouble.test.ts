import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { folders, making, standFor } from './making.ts';
import { standIns } from './stand-in.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('skipped, since only root may mount a small disk: a full disk for temporary files');

describe.each(making)('The provider $kind on a machine in trouble', (choice) => {
  it('waits with the deletion for a Docker daemon that restarts', async () => {
    using stand = standIns();
    const signal = new AbortController().signal;
    const started = await standFor(choice, stand).provider.start(signal);
    const away = join(stand.folder, 'away');
    writeFileSync(away, '');
    const before = stand.ran().length - 1;
    const stopping = started.stop(signal);
    const ran = (): string => stand.ran().slice(before).join('\n');
    await expect.poll(ran, { timeout: 15_000 }).toMatch(/docker version/);
    rmSync(away);
    expect(await stopping).toEqual([]);
    expect([...stand.clusters(), ...folders(choice)]).toEqual([]);
  });

  it('says what is left where the Docker daemon does not come back in time', async () => {
    using stand = standIns();
    const started = await standFor(choice, stand).provider.start(new AbortController().signal);
    writeFileSync(join(stand.folder, 'away'), '');
    const late = new AbortController();
    const before = stand.ran().length - 1;
    const stopping = started.stop(late.signal);
    const ran = (): string => stand.ran().slice(before).join('\n');
    await expect.poll(ran, { timeout: 15_000 }).toMatch(/docker version/);
    late.abort(new Error('enough'));
    const [message = ''] = await stopping;
    expect(message).toMatch(/slo could not be deleted [^]*; delete it with: .* delete .*slo/);
  });

  it.skipIf(!isRoot)('deletes its cluster where the disk for temporary files is full', async () => {
    using stand = standIns();
    const signal = new AbortController().signal;
    const started = await standFor(choice, stand).provider.start(signal);
    const disk = join(stand.folder, 'disk');
    mkdirSync(disk);
    // One inode, for its root: no folder can be made.
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'nr_inodes=1', 'tmpfs', disk]);
    try {
      vi.stubEnv('TMPDIR', disk);
      expect(() => mkdtempSync(join(disk, 'x'))).toThrow('ENOSPC');
      expect(await started.stop(signal)).toEqual([]);
      expect(stand.clusters()).toEqual([]);
    } finally {
      vi.unstubAllEnvs();
      execFileSync('umount', [disk]);
    }
  });
});
