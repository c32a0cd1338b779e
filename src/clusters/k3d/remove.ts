import { runDeletion, type Removal } from '../own/removal.ts';
import { runCommand } from '../programs/command.ts';
import { linesOf } from '../programs/lines.ts';

/** Deletes the cluster of a run, where no container of its name is somebody else's. @throws PodStartSloError cluster */
export async function removeK3dCluster(removal: Removal): Promise<string[]> {
  const { note } = removal;
  const wasCreating = note.phase === 'creating';
  const { ours, others } = await removal.containers();
  if (others.length > 0) return wasCreating ? [removal.mayBeLeft] : [];
  if (ours.length === 0 && !wasCreating) return [];
  await runDeletion(removal, ['cluster', 'delete', note.name]);
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
