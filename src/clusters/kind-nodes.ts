import { PodStartSloError, messageOf } from '../core/errors.ts';
import type { ImageCache } from '../core/ports.ts';
import { runCommand, type CommandOptions } from './command.ts';

/** How kind is run: the program, its environment, and what ends it. */
export interface KindOptions extends CommandOptions {
  /** The program to run: `kind` is looked up on the PATH. */
  kindPath: string;
}

/** The Kubernetes nodes of a kind cluster, which are containers of these names. @throws PodStartSloError cluster */
export async function kindNodes(cluster: string, options: KindOptions): Promise<string[]> {
  const output = await runCommand(options.kindPath, ['get', 'nodes', '--name', cluster], options);
  // Several control planes have a load balancer in front, a container that is no node.
  return linesOf(output).filter((name) => name !== `${cluster}-external-load-balancer`);
}

/** The node that has the administrator's kubeconfig; with several control planes the first. */
export function controlPlaneOf(cluster: string): string {
  return `${cluster}-control-plane`;
}

export function linesOf(output: string): string[] {
  return output
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * Removes images from the nodes of a kind cluster with the nodes' own crictl, so that the next start pulls every layer.
 * An image that is not there is as good as removed.
 */
export function kindImageCache(cluster: string, env: CommandOptions['env'], kindPath = 'kind'): ImageCache {
  return {
    async remove(images, signal) {
      const nodes = await kindNodes(cluster, { env, signal, kindPath });
      for (const node of nodes)
        await Promise.all(images.map((image) => removeImage(node, image, { env, signal })));
    },
  };
}

async function removeImage(node: string, image: string, options: CommandOptions): Promise<void> {
  try {
    await runCommand('docker', ['exec', node, 'crictl', 'rmi', image], options);
  } catch (error) {
    if (options.signal.aborted) throw error;
    if (/no such image|not found/i.test(messageOf(error))) return;
    const hint = 'an image that another container uses cannot be removed; use imageCache: keep for it';
    throw new PodStartSloError(
      'cluster',
      `image ${image} could not be removed from node ${node}`,
      { hint },
      error,
    );
  }
}

/** The kind cluster a kubeconfig context belongs to, by kind's own naming; null for any other. */
export function kindClusterOf(context: string | null): string | null {
  return context?.startsWith('kind-') === true ? context.slice('kind-'.length) : null;
}
