import { PodStartSloError, messageOf } from '../core/errors.ts';
import type { ImageCache } from '../core/ports.ts';
import { runCommand, type CommandOptions } from './command.ts';
import type { InNode } from './node-program.ts';

/** The nodes of a cluster, and how programs are run in them. */
export interface NodeAccess {
  nodes: (signal: AbortSignal) => Promise<readonly string[]>;
  inNode: InNode;
}

/**
 * Removes images from nodes with their own crictl, so that the next start pulls every layer. An image that is not there
 * is as good as removed.
 */
export function nodeImageCache({ nodes, inNode }: NodeAccess, env: CommandOptions['env']): ImageCache {
  return {
    async remove(images, signal) {
      for (const node of await nodes(signal))
        await Promise.all(images.map((image) => removeImage(node, image, inNode, { env, signal })));
    },
  };
}

async function removeImage(
  node: string,
  image: string,
  inNode: InNode,
  options: CommandOptions,
): Promise<void> {
  try {
    await runCommand(...inNode(node, ['crictl', 'rmi', image]), options);
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
