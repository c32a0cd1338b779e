import { takeLock } from '../../files/lock.ts';
import type { CommandOptions } from '../programs/command.ts';
import { describeLeft } from './left-cluster.ts';
import { deadNotes, monotonic, namesFolder, pathOf, type DeadNote } from './names.ts';
import { readNote, type OwnNote } from './note.ts';
import { removeOwn } from './remove.ts';
import { readLock } from '../../files/lock-file.ts';

export interface SweptClusters {
  deleted: string[];
  left: string[];
}

type Options = Pick<CommandOptions, 'env' | 'signal'>;

/**
 * Deletes the clusters and registries of runs of this user that were killed on this machine, and of jobs that ended without
 * their post step: what they have seen themselves create, by its ids. Of the rest it says that it is there.
 */
export async function sweepClusters(options: Options): Promise<SweptClusters> {
  const swept: SweptClusters = { deleted: [], left: [] };
  for (const dead of await deadNotes(await namesFolder(options.env))) {
    const what = await describeLeft(dead, options);
    const left = await removeDead(dead, options, false);
    swept.left.push(...left);
    if (what !== null && left.length === 0) swept.deleted.push(what);
  }
  return swept;
}

/**
 * Deletes the cluster of a run whose process has ended, by what that run has kept; nothing where it has ended in order.
 * Never throws; says what is left.
 * @param cluster as the run has said it: its owner tells it from others of the name
 */
export async function removeEnded(
  cluster: Pick<OwnNote, 'provider' | 'name' | 'owner'>,
  options: Options,
): Promise<readonly string[]> {
  const path = pathOf(await namesFolder(options.env), cluster);
  const content = (await readLock(path))?.content;
  const note = readNote(content?.note);
  if (content === undefined || content === null || note?.owner !== cluster.owner) return [];
  return await removeDead({ path, note, pid: content.holder.pid }, options, true);
}

/** With the name taken meanwhile, and what is left kept in it. */
async function removeDead(
  { path, note }: DeadNote,
  { env, signal }: Options,
  trustsName: boolean,
): Promise<readonly string[]> {
  const taking = await takeLock(path, { clock: monotonic, signal, note });
  // Somebody else is at it.
  if (!('lock' in taking)) return [];
  const left = await removeOwn({ note, env, signal, trustsName });
  if (left.length === 0) await taking.lock.release();
  else taking.lock.abandon();
  return left;
}
