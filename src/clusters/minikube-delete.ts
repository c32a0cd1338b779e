import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../core/errors.ts';
import { runCommand, type CommandOptions } from './command.ts';
import { endGroup } from './end-group.ts';
import { onceEngineIsBack } from './engine-back.ts';
import { tunnelArgs } from './minikube-tunnel.ts';
import { removeFolders, withScratchKubeconfig } from './own-folder.ts';
import { processesOf } from './own-processes.ts';

export interface MinikubeDeletion {
  /** The one profile that is deleted. */
  name: string;
  minikubePath: string;
  env: CommandOptions['env'];
  signal: AbortSignal;
}

/** Within this time after a deletion a node that was half made shows up again. */
const settleMs = 1000;
const tunnelEndsWithinMs = 10_000;

/**
 * Deletes a profile of ours, whole or half made, with what is still running for it: a start that goes on, a tunnel. One
 * that is gone is as good as deleted. Never throws; says what is left.
 */
export async function deleteMinikubeProfile(
  deletion: MinikubeDeletion,
  wasStarting = false,
): Promise<readonly string[]> {
  const { name, signal } = deletion;
  try {
    await endTunnels(deletion);
    const isStarting = await endStarts(deletion);
    await deleteProfile(deletion);
    if (wasStarting || isStarting) {
      // What the driver was creating at that moment comes after its deletion.
      await sleep(settleMs, undefined, { signal });
      await deleteProfile(deletion);
    }
    await removeFolders({ provider: 'minikube', name });
    return [];
  } catch (error) {
    return [
      `minikube profile ${name} could not be deleted (${messageOf(error)}); delete it with: minikube delete -p ${name}`,
    ];
  }
}

/** Without a kubeconfig of its own minikube would edit the user's. @throws PodStartSloError cluster */
async function deleteProfile(deletion: MinikubeDeletion): Promise<void> {
  const { name, minikubePath, env, signal } = deletion;
  await withScratchKubeconfig({ provider: 'minikube', name }, async (kubeconfig) => {
    const options = { env: { ...env, KUBECONFIG: kubeconfig }, signal };
    const args = ['delete', '--profile', name];
    await onceEngineIsBack(() => runCommand(minikubePath, args, options), deletion);
  });
}

/** Ends a `minikube start` that outlived the process which started it, which led a group of its own. */
async function endStarts({ name, minikubePath, env, signal }: MinikubeDeletion): Promise<boolean> {
  const own = { program: minikubePath, args: ['start', '--profile', name] };
  const found = await processesOf(own, { env, signal });
  await Promise.all(found.map(endGroup));
  return found.length > 0;
}

/** At an interrupt a tunnel takes its route away, while its cluster still stands. */
async function endTunnels({ name, minikubePath, env, signal }: MinikubeDeletion): Promise<void> {
  const own = { program: minikubePath, args: tunnelArgs(name) };
  const found = await processesOf(own, { env, signal });
  for (const pid of found) send(pid, 'SIGINT');
  const deadline = performance.now() + tunnelEndsWithinMs;
  while (found.some((pid) => send(pid, 0)) && performance.now() < deadline)
    await sleep(100, undefined, { signal });
}

/** Whether there was such a process. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
