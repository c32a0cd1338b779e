import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { runCommand, type CommandOptions } from './command.ts';
import { fileSha256 } from './file-sha256.ts';
import type { KindRelease } from './kind-release.ts';

/** A kind on the PATH that will do, and why. */
export interface InstalledKind {
  path: string;
  why: string;
}

/**
 * The kind that is installed on this machine, where it is the file that is wanted, or one of the same version while
 * nobody has asked for a certain file. Null otherwise.
 */
export async function installedKind(
  { version, expected }: KindRelease,
  isPinnedByUser: boolean,
  options: CommandOptions,
): Promise<InstalledKind | null> {
  const path = await findOnPath(options.env['PATH'] ?? '');
  if (path === null) return null;
  if (expected !== null && (await fileSha256(path).catch(() => '')) === expected.sha256)
    return { path, why: `its SHA-256 is that of ${expected.source}` };
  if (isPinnedByUser) return null;
  const told = await runCommand(path, ['version'], options).catch((error: unknown) => {
    if (options.signal.aborted) throw error;
    return '';
  });
  return told.split(/\s+/)[1] === version ? { path, why: 'it is installed on this machine' } : null;
}

async function findOnPath(variable: string): Promise<string | null> {
  for (const folder of variable.split(delimiter).filter((each) => each !== '')) {
    const path = resolve(join(folder, 'kind'));
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return null;
}
