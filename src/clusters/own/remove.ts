import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { endGroup } from '../programs/end-group.ts';
import { onceEngineIsBack } from '../programs/engine-back.ts';
import { removeK3dCluster } from '../k3d/delete.ts';
import { removeKindNodes } from '../kind/delete.ts';
import { removeRegistry } from '../kind/registry.ts';
import { endTunnels, removeMinikubeProfile } from '../minikube/delete.ts';
import { folderPrefix } from './folder.ts';
import { deletionOf, nameOfCluster, type OwnNote } from './note.ts';
import type { Removal } from './removal.ts';
import { processesOf, type OwnProcess } from './processes.ts';

/**
 * Deletes a cluster that a run has created, whole or half made, also while programs of the run are still at it. Nothing
 * is deleted for its name alone. What is gone is as good as deleted. Never throws; says what is left.
 */
export async function removeOwn(removal: Removal): Promise<readonly string[]> {
  const { note, env, signal } = removal;
  const left: string[] = [];
  try {
    const own = await processesOf(note.owner, { env, signal });
    await endTunnels(own.filter(isTunnel), signal);
    const creators = own.filter((each) => !isTunnel(each));
    await Promise.all(creators.map(({ pid }) => endGroup(pid)));
    const remove = removers[note.provider];
    if (note.phase !== 'named')
      left.push(...(await onceEngineIsBack(() => remove(removal), { env, signal })));
  } catch (error) {
    left.push(
      `${nameOfCluster(note)} could not be deleted (${messageOf(error)}); delete it with: ${deletionOf(note)}`,
    );
  }
  if (note.hasRegistry) left.push(...(await removeRegistry(note, { env, signal })));
  if (left.length === 0) await removeFolder(note);
  return left;
}

const removers = {
  kind: removeKindNodes,
  k3d: removeK3dCluster,
  minikube: removeMinikubeProfile,
} as const;

function isTunnel({ command }: OwnProcess): boolean {
  return / tunnel /.test(command);
}

/** It has the credentials of a cluster that is gone. */
async function removeFolder(note: OwnNote): Promise<void> {
  const isOurs = dirname(note.folder) === tmpdir() && basename(note.folder).startsWith(folderPrefix(note));
  if (isOurs) await rm(note.folder, { recursive: true, force: true });
}
