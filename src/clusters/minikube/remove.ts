import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnProcess } from '../own/processes.ts';
import { runDeletion, type Removal } from '../own/removal.ts';
import { listProfiles } from './profile.ts';

/** Within this time after a deletion a node that was half made shows up again. */
const settleMs = 1000;
const tunnelEndsWithinMs = 10_000;

/**
 * Deletes the profile of a run. minikube knows no other way than by its name, so it is deleted only where the containers
 * of that name are those that the run has seen; with a driver that makes virtual machines, where the run holds the name.
 * @throws PodStartSloError cluster
 */
export async function removeMinikubeProfile(removal: Removal): Promise<string[]> {
  const { note, signal, trustsName } = removal;
  const wasCreating = note.phase === 'creating';
  const { ours, others } = await removal.containers();
  if (others.length > 0) return wasCreating ? [removal.mayBeLeft] : [];
  const isSeen = ours.length > 0 || (trustsName && note.containers.length === 0);
  if (!isSeen) return (await isThere(removal)) ? [removal.mayBeLeft] : [];
  const args = ['delete', '--profile', note.name];
  await runDeletion(removal, args);
  if (!wasCreating) return [];
  // What the driver was creating at that moment comes after its deletion.
  await sleep(settleMs, undefined, { signal });
  await runDeletion(removal, args);
  return [];
}

async function isThere({ note, env, signal }: Removal): Promise<boolean> {
  const profiles = await listProfiles({ env, signal, program: note.program });
  return profiles.some(({ name }) => name === note.name);
}

/** At an interrupt a tunnel takes its route away, while its cluster still stands. */
export async function endTunnels(processes: readonly OwnProcess[], signal: AbortSignal): Promise<void> {
  const tunnels = processes.filter(({ command }) => / tunnel /.test(command));
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
