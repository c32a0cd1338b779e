import { randomBytes } from 'node:crypto';
import { access, constants, lstat, mkdir, readdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PodStartSloError, usageError } from '../../core/errors.ts';
import { takeLock, type LockOptions } from '../../files/lock.ts';
import { readLock, type LockContent } from '../../files/lock-file.ts';
import { makeFolder } from '../../files/make-folder.ts';
import { isBeforeReboot, stateOfProcess } from '../../files/process-identity.ts';
import type { CommandOptions } from '../programs/command.ts';
import { describeLeft } from './left-cluster.ts';
import { warn, note as tell } from '../note.ts';
import { makeFolder as makeOwnFolder, type OwnCluster } from './folder.ts';
import { nameOfCluster, providers } from '../registry.ts';
import { readNote, type OwnNote } from './note.ts';
import { OwnedCluster } from './owned-cluster.ts';
import type { ProviderDeps } from '../provider.ts';

export type NameToTake = Pick<OwnNote, 'provider' | 'name' | 'program'>;

/**
 * Takes the name of a cluster that is to be created, so that no other run of this user creates or deletes one of this name
 * meanwhile; and tells what runs that were killed have left. @throws PodStartSloError usage, cluster
 */
export async function takeName(
  cluster: NameToTake,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<OwnedCluster> {
  const { env } = deps;
  const folder = await namesFolder(env);
  const path = pathOf(folder, cluster);
  const owner = randomBytes(8).toString('hex');
  const engine = providers[cluster.provider].engine(env);
  const fresh: OwnNote = {
    ...{ ...cluster, owner, engine, folder: '', since: new Date().toISOString() },
    ...{ phase: 'named', hasRegistry: false, isForLaterSteps: false, job: null, containers: [] },
  };
  const taking = await takeLock(path, {
    ...{ clock: monotonic, signal, note: fresh },
    onWait: (mostMs) =>
      tell(
        deps,
        `watching for up to ${mostMs / 1000} s whether the name ${cluster.name} is in use elsewhere`,
      ),
    onDead: (content) => refuseWhatIsLeft(cluster, content, { env, signal }),
  });
  if (!('lock' in taking)) throw inUse(cluster, taking.holder);
  try {
    for (const left of await deadNotes(folder)) {
      const what = await describeLeft(left, { env, signal });
      if (what !== null) warn(deps, `left: ${what}; "pod-start-slo clean" deletes it`);
    }
    const note = { ...fresh, folder: await makeOwnFolder(cluster) };
    await taking.lock.keep(note);
    return new OwnedCluster(taking.lock, note, env);
  } catch (error) {
    await taking.lock.release();
    throw error;
  }
}

/** A dead run's note, with the lock in which it stands. */
export interface DeadNote {
  path: string;
  note: OwnNote;
  pid: number;
}

/**
 * Of runs that are certainly over, and of jobs that are certainly over without having deleted their cluster; those of
 * other machines and containers are left to them. What is deleted for it goes by ids.
 */
export async function deadNotes(folder: string): Promise<DeadNote[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.lock'));
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      const content = (await readLock(path).catch(() => null))?.content;
      const note = readNote(content?.note);
      if (content === undefined || content === null || note === null) return [];
      const isOver =
        (await stateOfProcess(content.holder)) === 'ended' || (await isBeforeReboot(content.holder));
      if (!isOver || (note.isForLaterSteps && !(await isJobOver(content, note)))) return [];
      return [{ path, note, pid: content.holder.pid }];
    }),
  );
  return found.flat();
}

/** Whether nothing uses a cluster any more that was left to later steps: no job outlives its process or its machine. */
async function isJobOver({ holder }: LockContent, { job }: OwnNote): Promise<boolean> {
  if (await isBeforeReboot(holder)) return true;
  return job !== null && (await stateOfProcess(job)) === 'ended';
}

/** Where the locks of a name stand: one file each. */
export function pathOf(folder: string, { provider, name }: OwnCluster): string {
  return join(folder, `${provider}-${encodeURIComponent(name)}.lock`);
}

/** Of this user alone; where there is no home that can be written to, among the temporary files. @throws PodStartSloError cluster */
export async function namesFolder(env: CommandOptions['env']): Promise<string> {
  const state = env['XDG_STATE_HOME'] ?? (env['HOME'] === undefined ? '' : join(env['HOME'], '.local/state'));
  if (state.startsWith('/')) {
    const folder = join(state, 'pod-start-slo', 'clusters');
    const isUsable = await makeFolder(folder)
      .then(() => access(folder, constants.W_OK))
      .then(() => true)
      .catch(() => false);
    if (isUsable) return folder;
  }
  const folder = join(tmpdir(), `pod-start-slo-clusters-${userInfo().uid}`);
  await mkdir(folder, { mode: 0o700 }).catch(() => undefined);
  const found = await lstat(folder).catch(() => null);
  if (found?.isDirectory() === true && found.uid === userInfo().uid) return folder;
  throw new PodStartSloError(
    'cluster',
    `names of clusters cannot be locked: ${folder} is no folder of this user`,
    {
      hint: 'set XDG_STATE_HOME to a folder that can be written to',
    },
  );
}

export const monotonic: LockOptions['clock'] = {
  nowMs: () => performance.now(),
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
  },
};

/** @throws PodStartSloError usage while something of it is there */
async function refuseWhatIsLeft(
  cluster: OwnCluster,
  content: LockContent | null,
  options: CommandOptions,
): Promise<void> {
  const note = readNote(content?.note);
  const what =
    content === null || note === null ? null : await describeLeft({ note, pid: content.holder.pid }, options);
  if (content === null || note === null || what === null) return;
  const isInUse = note.isForLaterSteps && !(await isJobOver(content, note));
  const deletion = providers[note.provider].commands.remove(note.name);
  throw usageError([
    {
      ...{ field: '--cluster-name', value: cluster.name, message: `is the name of ${what}` },
      // clean deletes nothing that a job may still use.
      fix: isInUse
        ? `give another name, or delete the cluster with "${deletion}" if that job is over`
        : 'give another name, or delete the leftovers with "pod-start-slo clean"',
    },
  ]);
}

function inUse(
  { provider, name }: OwnCluster & Pick<OwnNote, 'provider'>,
  content: LockContent | null,
): PodStartSloError {
  const who =
    content === null
      ? 'another run'
      : `another run (process ${content.holder.pid} on ${content.holder.host})`;
  return usageError([
    {
      ...{ field: '--cluster-name', value: name },
      message: `${who} creates or uses the ${nameOfCluster({ provider, name })}`,
      fix: 'give another name, leave it out for a random one, or wait until that run ends',
    },
  ]);
}
