import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../core/errors.ts';
import { runCommand, type CommandOptions } from './command.ts';
import { endCreators } from './kind-creators.ts';
import { kindNodes } from './kind-nodes.ts';

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
  const { name } = deletion;
  try {
    const wasCreating = await endCreators(deletion);
    const stood = (await kindNodes(name, deletion)).length > 0;
    if (stood || wasCreating) await deleteUntilGone(deletion, wasCreating ? 2 : 1);
    await removeFolders(name);
    return [];
  } catch (error) {
    return [leftMessage(name, error)];
  }
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
  const folder = await mkdtemp(join(tmpdir(), folderPrefix(name)));
  const args = ['delete', 'cluster', '--name', name, '--kubeconfig', join(folder, 'kubeconfig')];
  try {
    await runCommand(kindPath, args, { env, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export function leftMessage(name: string, error: unknown): string {
  return `kind cluster ${name} could not be deleted (${messageOf(error)}); delete it with: kind delete cluster --name ${name}`;
}

/** Beginning of the name of the folder with a cluster's kubeconfig, for mkdtemp, which adds six characters. */
export function folderPrefix(name: string): string {
  return `pod-start-slo-kind-${name}-`;
}

/** The folder of a killed process has the credentials of a cluster that is gone. */
async function removeFolders(name: string): Promise<void> {
  const prefix = folderPrefix(name);
  const found = (await readdir(tmpdir())).filter(
    (each) => each.startsWith(prefix) && each.length === prefix.length + 6,
  );
  for (const each of found) await rm(join(tmpdir(), each), { recursive: true, force: true });
}
