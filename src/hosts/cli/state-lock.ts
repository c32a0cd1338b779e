import { PodStartSloError, usageError } from '../../core/errors.ts';
import type { Clock } from '../../core/ports.ts';
import { takeLock, type HeldLock } from '../../files/lock.ts';
import type { LockContent } from '../../files/lock-file.ts';
import { stateOfProcess } from '../../files/process-identity.ts';

export interface StateLockOptions {
  clock: Clock;
  signal: AbortSignal;
  say: (message: string) => void;
  /** Called with what ends the run where another process has taken the lock. */
  onLost: (error: PodStartSloError) => void;
}

/**
 * Keeps two processes, of this machine or of any that share the disk, from writing one state, of which each would delete
 * what the other has in the cluster. @throws PodStartSloError usage
 */
export async function takeStateLock(path: string, options: StateLockOptions): Promise<HeldLock> {
  const { clock, signal, say } = options;
  const taking = await takeLock(`${path}.lock`, {
    ...{ clock, signal },
    onWait: (mostMs) => say(`watching for up to ${mostMs / 1000} s whether ${path} is in use elsewhere`),
    onLost: () => options.onLost(lost(path)),
  });
  if ('lock' in taking) return taking.lock;
  throw await inUse(path, taking.holder);
}

async function inUse(path: string, content: LockContent | null): Promise<PodStartSloError> {
  const where =
    content === null
      ? 'another process'
      : `process ${content.holder.pid}${(await stateOfProcess(content.holder)) === 'running' ? '' : ` on ${content.holder.host}`}`;
  return usageError([
    {
      field: '--state',
      value: path,
      message: `is in use by ${where}`,
      fix: 'end that process, or name another file',
    },
  ]);
}

function lost(path: string): PodStartSloError {
  return new PodStartSloError('cluster', `${path} is in use by another process now`, {
    hint: 'this one stood still for so long (a suspended machine?) that it was taken for dead; give each process a file of its own',
  });
}
