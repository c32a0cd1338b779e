import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lchownSync,
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
import { replaceFile, unwritable, writeNew, writeWhole } from '../../src/files/write-whole.ts';

const isRoot = process.getuid?.() === 0;

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

  it('never goes through a link that somebody has planted at the name of a temporary file', async () => {
    const place = folder();
    const victim = join(place, 'victim');
    writeFileSync(victim, 'precious');
    for (const name of [`.result.json.${process.pid}.tmp`, '.result.json.tmp', 'result.json.tmp'])
      symlinkSync(victim, join(place, name));
    expect(await unwritable(join(place, 'result.json'), '--export-json')).toBeNull();
    await writeWhole(join(place, 'result.json'), 'new');
    expect(readFileSync(victim, 'utf8')).toBe('precious');
    expect(readFileSync(join(place, 'result.json'), 'utf8')).toBe('new');
  });

  it('that cannot be put in its place leaves nothing next to it', async () => {
    const place = folder();
    mkdirSync(join(place, 'result.json'));
    await expect(replaceFile(join(place, 'result.json'), 'new', 0o600)).rejects.toThrow();
    expect(readdirSync(place)).toEqual(['result.json']);
  });

  it('that must be new is not written through a link, not even one to nowhere', async () => {
    const place = folder();
    symlinkSync(join(place, 'nowhere'), join(place, 'link'));
    await expect(writeNew(join(place, 'link'), 'new')).rejects.toThrow('EEXIST');
    expect(readdirSync(place)).toEqual(['link']);
  });

  it.skipIf(!isRoot)(
    'is refused and never followed where another user has planted a link in a folder of all',
    async () => {
      const place = join(folder(), 'shared');
      mkdirSync(place);
      chmodSync(place, 0o1777);
      const victim = join(place, '..', 'victim');
      writeFileSync(victim, 'precious');
      const path = join(place, 'result.json');
      symlinkSync(victim, path);
      lchownSync(path, 1234, 1234);
      expect((await unwritable(path, '--export-json'))?.message).toContain('symbolic link of another user');
      await writeWhole(path, 'new');
      expect(readFileSync(victim, 'utf8')).toBe('precious');
    },
  );

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
