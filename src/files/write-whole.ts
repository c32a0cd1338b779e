import { access, constants, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf, type Problem } from '../../core/errors.ts';
import { makeFolder } from './make-folder.ts';

/** Replaces a file as a whole, so that a reader never sees half of it, nor loses the last one when writing fails. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  if (await isSpecial(target)) return writeFile(target, text);
  const temporary = temporaryOf(target);
  try {
    await writeFile(temporary, text, { flag: 'w' });
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** What keeps a file from being written, found by trying; its folder is made. Null: nothing does. */
export async function unwritable(path: string, field: string): Promise<Problem | null> {
  const refused = (message: string): Problem => ({ field, value: path, message });
  try {
    await makeFolder(dirname(path));
    const target = await realpath(path).catch(() => path);
    const found = await stat(target).catch(() => null);
    if (found?.isDirectory() === true) return refused('is a folder; name a file in it');
    if (found !== null) await access(target, constants.W_OK);
    if (found !== null && !found.isFile()) return null;
    const temporary = temporaryOf(target);
    await writeFile(temporary, '');
    await rm(temporary);
    return null;
  } catch (error) {
    return refused(`cannot be written: ${messageOf(error)}`);
  }
}

/** Next to the file, since a file cannot be renamed onto another disk. */
function temporaryOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}.tmp`);
}

/** /dev/stdout, a named pipe: written to, never replaced. */
async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && !found.isFile();
}
