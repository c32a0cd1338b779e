import { runCommand, type CommandOptions } from '../programs/command.ts';
import { mayBeLeft } from '../kind/delete.ts';
import { linesOf } from '../programs/lines.ts';
import { sortedContainers } from '../own/containers.ts';
import { withScratchKubeconfig } from '../own/folder.ts';
import type { Removal } from '../own/removal.ts';

/** How k3d is run: the program, its environment, and what ends it. */
export interface K3dOptions extends CommandOptions {
  /** The program to run: `k3d` is looked up on the PATH. */
  k3dPath: string;
}

/** @throws PodStartSloError cluster */
export async function clusterNames(options: K3dOptions): Promise<string[]> {
  const printed = await runCommand(options.k3dPath, ['cluster', 'list', '--output', 'json'], options);
  return ((JSON.parse(printed) ?? []) as { name: string }[]).map(({ name }) => name);
}

/** Deletes the cluster of a run, where no container of its name is somebody else's. @throws PodStartSloError cluster */
export async function removeK3dCluster(removal: Removal): Promise<string[]> {
  const { note, env, signal, trustsName } = removal;
  const wasCreating = note.phase === 'creating';
  const { ours, others } = await sortedContainers(note, trustsName, { env, signal });
  if (others.length > 0) return wasCreating ? [mayBeLeft(removal)] : [];
  if (ours.length === 0 && !wasCreating) return [];
  // Without a kubeconfig of its own k3d would edit the user's.
  await withScratchKubeconfig(note, async (kubeconfig) => {
    const options = { env: { ...env, KUBECONFIG: kubeconfig }, signal };
    await runCommand(note.program, ['cluster', 'delete', note.name], options);
  });
  await removeRemains(removal);
  return [];
}

/** Of a cluster without nodes k3d sees nothing, and leaves its network and volume. Docker keeps what is in use. */
async function removeRemains({ note: { name }, env, signal }: Removal): Promise<void> {
  const options = { env, signal };
  const network = ['--filter', 'label=app=k3d', '--filter', `name=^k3d-${name}$`];
  const volume = ['--filter', `label=k3d.cluster=${name}`];
  for (const [kind, filters] of [['network', network] as const, ['volume', volume] as const]) {
    const found = linesOf(await runCommand('docker', [kind, 'ls', '--quiet', ...filters], options));
    for (const each of found) await runCommand('docker', [kind, 'rm', each], options);
  }
}
