import { runCommand, type CommandOptions } from '../../programs/command.ts';
import { fileSha256 } from '../../programs/file-sha256.ts';
import type { KindRelease } from './release.ts';
import { onPath } from '../../programs/on-path.ts';

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
  const path = onPath('kind', options.env);
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
