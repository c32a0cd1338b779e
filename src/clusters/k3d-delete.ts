import { messageOf } from '../core/errors.ts';
import { runCommand, type CommandOptions } from './command.ts';
import { endGroup } from './end-group.ts';
import { onceEngineIsBack } from './engine-back.ts';
import { linesOf } from './lines.ts';
import { removeFolders, withScratchKubeconfig } from './own-folder.ts';
import { processesOf } from './own-processes.ts';

/** How k3d is run: the program, its environment, and what ends it. */
export interface K3dOptions extends CommandOptions {
  /** The program to run: `k3d` is looked up on the PATH. */
  k3dPath: string;
}

export interface K3dDeletion extends Pick<K3dOptions, 'k3dPath' | 'env' | 'signal'> {
  /** The one cluster that is deleted. */
  name: string;
}

/** @throws PodStartSloError cluster */
export async function clusterNames(options: K3dOptions): Promise<string[]> {
  const printed = await runCommand(options.k3dPath, ['cluster', 'list', '--output', 'json'], options);
  return ((JSON.parse(printed) ?? []) as { name: string }[]).map(({ name }) => name);
}

/**
 * Deletes a cluster of ours, whole or half made. One that is gone is as good as deleted. Never throws; says what is left.
 */
export async function deleteK3dCluster(deletion: K3dDeletion): Promise<readonly string[]> {
  const { name, k3dPath, env, signal } = deletion;
  try {
    const own = { program: k3dPath, args: ['cluster', 'create', name] };
    await Promise.all((await processesOf(own, { env, signal })).map(endGroup));
    await onceEngineIsBack(async () => {
      // Without a kubeconfig of its own k3d would edit the user's.
      await withScratchKubeconfig({ provider: 'k3d', name }, async (kubeconfig) => {
        const options = { env: { ...env, KUBECONFIG: kubeconfig }, signal };
        await runCommand(k3dPath, ['cluster', 'delete', name], options);
      });
      await removeRemains(deletion);
    }, deletion);
    await removeFolders({ provider: 'k3d', name });
    return [];
  } catch (error) {
    return [
      `k3d cluster ${name} could not be deleted (${messageOf(error)}); delete it with: k3d cluster delete ${name}`,
    ];
  }
}

/** Of a cluster without nodes k3d sees nothing, and leaves its network and volume. Docker keeps what is in use. */
async function removeRemains({ name, env, signal }: K3dDeletion): Promise<void> {
  const options = { env, signal };
  const network = ['--filter', 'label=app=k3d', '--filter', `name=^k3d-${name}$`];
  const volume = ['--filter', `label=k3d.cluster=${name}`];
  for (const [kind, filters] of [['network', network] as const, ['volume', volume] as const]) {
    const found = linesOf(await runCommand('docker', [kind, 'ls', '--quiet', ...filters], options));
    for (const each of found) await runCommand('docker', [kind, 'rm', each], options);
  }
}
