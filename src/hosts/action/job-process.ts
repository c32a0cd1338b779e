import { readFile } from 'node:fs/promises';
import { identityOf, type ProcessIdentity } from '../../files/process-identity.ts';
import type { Host } from './host.ts';

/** The runner has one process of this name for each job (https://github.com/actions/runner/tree/main/src/Runner.Worker). */
const worker = 'Runner.Worker';

/**
 * The process that ends with the job; null where it is not the one that started this step: in a job container, with other
 * runners, and on systems without /proc.
 */
export async function jobOf({ parentPid }: Pick<Host, 'parentPid'>): Promise<ProcessIdentity | null> {
  const name = await readFile(`/proc/${parentPid}/comm`, 'utf8').catch(() => '');
  return name.trim() === worker ? await identityOf(parentPid) : null;
}
