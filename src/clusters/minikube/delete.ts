import { setTimeout as sleep } from 'node:timers/promises';
import { runCommand } from '../programs/command.ts';
import { mayBeLeft } from '../kind/delete.ts';
import { findProfile } from './profile.ts';
import { sortedContainers } from '../own/containers.ts';
import { withScratchKubeconfig } from '../own/folder.ts';
import type { OwnProcess } from '../own/processes.ts';
import type { Removal } from '../own/removal.ts';

/** Within this time after a deletion a node that was half made shows up again. */
const settleMs = 1000;
const tunnelEndsWithinMs = 10_000;

/**
 * Deletes the profile of a run. minikube knows no other way than by its name, so it is deleted only where the containers
 * of that name are those that the run has seen; with a driver that makes virtual machines, where the run holds the name.
 * @throws PodStartSloError cluster
 */
export async function removeMinikubeProfile(removal: Removal): Promise<string[]> {
  const { note, env, signal, trustsName } = removal;
  const wasCreating = note.phase === 'creating';
  const { ours, others } = await sortedContainers(note, trustsName, { env, signal });
  if (others.length > 0) return wasCreating ? [mayBeLeft(removal)] : [];
  const isSeen = ours.length > 0 || (trustsName && note.containers.length === 0);
  if (!isSeen) return (await isThere(removal)) ? [mayBeLeft(removal)] : [];
  await deleteProfile(removal);
  if (!wasCreating) return [];
  // What the driver was creating at that moment comes after its deletion.
  await sleep(settleMs, undefined, { signal });
  await deleteProfile(removal);
  return [];
}

async function isThere({ note, env, signal }: Removal): Promise<boolean> {
  return (await findProfile(note.name, { env, signal, minikubePath: note.program })) !== null;
}

/** Without a kubeconfig of its own minikube would edit the user's. @throws PodStartSloError cluster */
async function deleteProfile({ note, env, signal }: Removal): Promise<void> {
  await withScratchKubeconfig(note, async (kubeconfig) => {
    const options = { env: { ...env, KUBECONFIG: kubeconfig }, signal };
    await runCommand(note.program, ['delete', '--profile', note.name], options);
  });
}

/** At an interrupt a tunnel takes its route away, while its cluster still stands. */
export async function endTunnels(tunnels: readonly OwnProcess[], signal: AbortSignal): Promise<void> {
  for (const { pid } of tunnels) send(pid, 'SIGINT');
  const deadline = performance.now() + tunnelEndsWithinMs;
  while (tunnels.some(({ pid }) => send(pid, 0)) && performance.now() < deadline)
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
