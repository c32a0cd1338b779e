import { readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { usageError } from '../../core/errors.ts';

/**
 * Keeps two processes of this machine from writing one state, of which each would delete what the other has in the
 * cluster. Left by a killed process it holds nobody up. Resolves with what gives it back. @throws PodStartSloError usage
 */
export async function takeLock(lock: string, path: string): Promise<() => Promise<void>> {
  const holder = await readFile(lock, 'utf8').catch(() => '');
  const [host, pid] = holder.trim().split(' ');
  if (host === hostname() && pid !== undefined && pid !== `${process.pid}` && isRunning(Number(pid)))
    throw usageError([
      {
        field: '--state',
        value: path,
        message: `is in use by process ${pid}`,
        fix: `end that one, or name another file; delete ${lock} if it is no pod-start-slo`,
      },
    ]);
  await writeFile(lock, `${hostname()} ${process.pid}\n`);
  return () => rm(lock, { force: true });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process runs too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
