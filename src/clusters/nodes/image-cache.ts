import { setTimeout as sleep } from 'node:timers/promises';
import { removeFromNodes } from '../../core/image-cache/remove.ts';
import type { ImageCache } from '../../core/ports.ts';
import { runCommand, type CommandOptions } from '../programs/command.ts';
import type { InNode } from './node-program.ts';

/** The nodes of a cluster, and how programs are run in them. */
export interface NodeAccess {
  nodes: (signal: AbortSignal) => Promise<readonly string[]>;
  inNode: InNode;
}

/** Removes images from all nodes of a cluster that is reached from this machine. */
export function nodeImageCache({ nodes, inNode }: NodeAccess, env: CommandOptions['env']): ImageCache {
  return {
    async remove(images, _scenario, signal) {
      const run = (node: string, program: readonly string[]) =>
        runCommand(...inNode(node, program), { env, signal });
      const pause = (ms: number) => sleep(ms, undefined, { signal });
      await removeFromNodes({ images, nodes: await nodes(signal), run, sleep: pause });
      return null;
    },
  };
}
