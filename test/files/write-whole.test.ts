import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unwritable, writeWhole } from '../../../src/hosts/shared/write-whole.ts';

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'pod-start-slo-test-'));
}

describe('A file that is written', () => {
  it('is replaced as a whole, and leaves nothing next to it', async () => {
    const path = join(folder(), 'result.json');
    await writeWhole(path, 'first');
    const before = statSync(path).ino;
    await writeWhole(path, 'second');
    expect(readFileSync(path, 'utf8')).toBe('second');
    expect(statSync(path).ino).not.toBe(before);
    expect(readdirSync(join(path, '..'))).toEqual(['result.json']);
  });

  it('stays where a symbolic link points', async () => {
    const place = folder();
    writeFileSync(join(place, 'real.json'), '');
    symlinkSync('real.json', join(place, 'link.json'));
    await writeWhole(join(place, 'link.json'), 'new');
    expect(readFileSync(join(place, 'real.json'), 'utf8')).toBe('new');
  });

  it('is written into where it is no ordinary file', async () => {
    await writeWhole('/dev/null', 'gone');
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('A path that cannot be written', () => {
  it('is found without leaving anything behind', async () => {
    const place = folder();
    expect(await unwritable(join(place, 'new', 'result.json'), '--export-json')).toBeNull();
    expect(readdirSync(join(place, 'new'))).toEqual([]);
  });

  it('is refused where it is a folder', async () => {
    const place = folder();
    expect(await unwritable(place, '--export-json')).toEqual({
      field: '--export-json',
      value: place,
      message: 'is a folder; name a file in it',
    });
  });

  it('is refused where its folder cannot be made', async () => {
    expect((await unwritable('/proc/none/result.json', '--export-json'))?.message).toContain(
      'cannot be written',
    );
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    expect((await unwritable(join(file, 'result.json'), '--export-json'))?.message).toContain(
      'cannot be written',
    );
  });

  it.skipIf(execFileSync('id', ['-u'], { encoding: 'utf8' }).trim() === '0')(
    'is refused where its folder is read-only',
    async () => {
      const place = join(folder(), 'fixed');
      mkdirSync(place);
      chmodSync(place, 0o555);
      expect(await unwritable(join(place, 'result.json'), '--export-json')).not.toBeNull();
    },
  );
});
