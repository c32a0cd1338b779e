import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../core/errors.ts';
import { runCommand, type CommandOptions } from './command.ts';
import { endGroup } from './end-group.ts';
import { onceEngineIsBack } from './engine-back.ts';
import { kindNodes } from './kind-nodes.ts';
import { removeRegistry } from './kind-registry.ts';
import { removeFolders, withScratchKubeconfig } from './own-folder.ts';
import { processesOf } from './own-processes.ts';

export interface KindDeletion {
  /** The one cluster that is deleted. */
  name: string;
  kindPath: string;
  env: CommandOptions['env'];
  signal: AbortSignal;
}

/** Within this time after a deletion a node that was half made shows up again. */
const settleMs = 1000;
const deleteRounds = 5;

/**
 * Deletes a cluster, whole or half made, also while another process is still at making it. One that is gone is as good
 * as deleted. Never throws; says what is left.
 */
export async function deleteKindCluster(deletion: KindDeletion): Promise<readonly string[]> {
  return [...(await deleteCluster(deletion)), ...(await removeRegistry(deletion.name, deletion))];
}

async function deleteCluster(deletion: KindDeletion): Promise<string[]> {
  const { name } = deletion;
  try {
    const wasCreating = await endCreators(deletion);
    await onceEngineIsBack(async () => {
      const stood = (await kindNodes(name, deletion)).length > 0;
      if (stood || wasCreating) await deleteUntilGone(deletion, wasCreating ? 2 : 1);
    }, deletion);
    await removeFolders({ provider: 'kind', name });
    return [];
  } catch (error) {
    return [leftMessage(name, error)];
  }
}

/**
 * Ends a `kind create cluster` of this name that outlived the process which started it, with the docker commands it runs:
 * each program leads a group of its own. kind would go on and make nodes after they were deleted. Resolves with whether
 * there was one.
 */
async function endCreators({ name, kindPath, env, signal }: KindDeletion): Promise<boolean> {
  const own = { program: kindPath, args: ['create', 'cluster', '--name', name] };
  const creators = await processesOf(own, { env, signal });
  await Promise.all(creators.map(endGroup));
  return creators.length > 0;
}

/**
 * A node that Docker is creating at the moment comes back after its deletion, so it is looked for again: until it was
 * not there `looks` times in a row.
 */
async function deleteUntilGone(deletion: KindDeletion, looks: number): Promise<void> {
  let gone = 0;
  for (let round = 0; round < deleteRounds && gone < looks; round += 1) {
    if (gone === 0) await deleteOnce(deletion);
    await sleep(settleMs, undefined, { signal: deletion.signal });
    gone = (await kindNodes(deletion.name, deletion)).length === 0 ? gone + 1 : 0;
  }
  if (gone === 0) throw new Error('its nodes come back after each deletion');
}

/** @throws PodStartSloError cluster */
export async function deleteOnce({ name, kindPath, env, signal }: KindDeletion): Promise<void> {
  // Without a kubeconfig kind would edit the user's; it makes the folder of one that is not there.
  await withScratchKubeconfig({ provider: 'kind', name }, async (kubeconfig) => {
    const args = ['delete', 'cluster', '--name', name, '--kubeconfig', kubeconfig];
    await runCommand(kindPath, args, { env, signal });
  });
}

export function leftMessage(name: string, error: unknown): string {
  return `kind cluster ${name} could not be deleted (${messageOf(error)}); delete it with: kind delete cluster --name ${name}`;
}
