import { PodStartSloError, messageOf } from '../core/errors.ts';
import type { ImageCache } from '../core/ports.ts';
import { runCommand, type CommandOptions } from './command.ts';

/** The node containers of a kind cluster. @throws PodStartSloError cluster */
export async function kindNodes(cluster: string, options: CommandOptions): Promise<string[]> {
  const output = await runCommand('kind', ['get', 'nodes', '--name', cluster], options);
  return output.split('\n').filter((line) => line.trim() !== '');
}

/**
 * Removes images from the nodes of a kind cluster with the nodes' own crictl, so that the next start pulls every layer.
 * An image that is not there is as good as removed.
 */
export function kindImageCache(cluster: string, env: CommandOptions['env']): ImageCache {
  return {
    async remove(images, signal) {
      const nodes = await kindNodes(cluster, { env, signal });
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
