import { randomBytes } from 'node:crypto';
import { access, constants, lstat, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { messageOf, type Problem } from '../core/errors.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Replaces a file as a whole, so that a reader never sees half of it, nor loses the last one when writing fails or the
 * machine does.
 * @param mode of a new file, before the umask
 */
export async function writeWhole(path: string, text: string, mode = 0o666): Promise<void> {
  const target = await followed(path);
  if (await isSpecial(target)) await writeFile(target, text);
  else await replaceFile(target, text, mode);
}

/** The same of what has this name, a symbolic link too. */
export async function replaceFile(path: string, text: string, mode: number): Promise<void> {
  const temporary = temporaryOf(path);
  await writeNew(temporary, text, mode);
  try {
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

/** Writes a file that must not be there, through no symbolic link, and waits until the disk has it. */
export async function writeNew(path: string, text: string, mode = 0o666): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(text);
    await file.sync().catch(ignoreUnknown);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

/** What keeps a file from being written, found by trying; its folder is made. Null: nothing does. */
export async function unwritable(path: string, field: string): Promise<Problem | null> {
  const refused = (message: string): Problem => ({ field, value: path, message });
  try {
    await makeFolder(dirname(path));
    if (await isPlanted(path)) return refused(planted);
    const target = await followed(path);
    const found = await stat(target).catch(() => null);
    if (found?.isDirectory() === true) return refused('is a folder; name a file in it');
    if (found !== null) await access(target, constants.W_OK);
    if (found !== null && !found.isFile()) return null;
    const temporary = temporaryOf(target);
    await (await open(temporary, 'wx')).close();
    await rm(temporary);
    return null;
  } catch (error) {
    return refused(`cannot be written: ${messageOf(error)}`);
  }
}

const planted =
  'is a symbolic link of another user in a folder where everybody may create files; name a file elsewhere';

/** Next to the file, since a file cannot be renamed onto another disk; of a name that nobody can guess. */
function temporaryOf(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(8).toString('hex')}.tmp`);
}

/** Where a symbolic link points that the user has made; one that was planted is replaced itself. */
export async function followed(path: string): Promise<string> {
  return (await isPlanted(path)) ? path : await realpath(path).catch(() => path);
}

/** As the kernel judges it where it protects links (https://docs.kernel.org/admin-guide/sysctl/fs.html#protected-symlinks). */
async function isPlanted(path: string): Promise<boolean> {
  const link = await lstat(path).catch(() => null);
  if (link?.isSymbolicLink() !== true) return false;
  const folder = await stat(dirname(path));
  const isShared = (folder.mode & 0o1002) === 0o1002;
  return isShared && link.uid !== process.geteuid?.() && link.uid !== folder.uid;
}

/** /dev/stdout, a named pipe: written to, never replaced. */
async function isSpecial(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && !found.isFile();
}

/** Some file systems know no fsync; the file is written all the same. */
function ignoreUnknown(error: unknown): void {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code !== 'EINVAL' && code !== 'ENOSYS' && code !== 'ENOTSUP') throw error;
}
