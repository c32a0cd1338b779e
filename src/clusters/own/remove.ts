import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { endGroup } from '../programs/end-group.ts';
import { onceEngineIsBack } from '../programs/engine-back.ts';
import { nameOfCluster, providers } from '../registry.ts';
import { sortedContainers } from './containers.ts';
import { folderPrefix } from './folder.ts';
import type { OwnNote } from './note.ts';
import { processesOf } from './processes.ts';
import type { Removal } from './removal.ts';

/**
 * Deletes a cluster that a run has created, whole or half made, also while programs of the run are still at it. Nothing
 * is deleted for its name alone. What is gone is as good as deleted. Never throws; resolves with what is left.
 */
export async function removeOwn(
  request: Pick<Removal, 'note' | 'env' | 'signal' | 'trustsName'>,
): Promise<readonly string[]> {
  const { note, env, signal, trustsName } = request;
  const options = { env, signal };
  const provider = providers[note.provider];
  const [what, deletion] = [nameOfCluster(note), provider.commands.remove(note.name)];
  const removal: Removal = {
    ...request,
    containers: () => sortedContainers(note, trustsName, options),
    mayBeLeft: `${what}, which may be what a run created that was killed, or somebody else's; if it is the run's, delete it with: ${deletion}`,
  };
  const left: string[] = [];
  try {
    const own = await processesOf(note.owner, options);
    await provider.endProcesses?.(own, signal);
    await Promise.all(own.map(({ pid }) => endGroup(pid)));
    if (note.phase !== 'named')
      left.push(...(await onceEngineIsBack(() => provider.remove(removal), options)));
  } catch (error) {
    left.push(`${what} could not be deleted (${messageOf(error)}); delete it with: ${deletion}`);
  }
  if (note.hasRegistry) left.push(...((await provider.registry?.remove(note, options)) ?? []));
  if (left.length === 0) await removeFolder(note);
  return left;
}

/** It has the credentials of a cluster that is gone. */
async function removeFolder(note: OwnNote): Promise<void> {
  const isOurs = dirname(note.folder) === tmpdir() && basename(note.folder).startsWith(folderPrefix(note));
  if (isOurs) await rm(note.folder, { recursive: true, force: true });
}
