import { join } from 'node:path';
import { runCommand } from './command.ts';
import { containerEngine } from './container-engine.ts';
import type { KindOptions } from './kind-nodes.ts';
import { isInRegistry, pushArgs } from './kind-registry.ts';
import { withFolder } from './own-folder.ts';

export interface KindLoading {
  cluster: string;
  /** Images of the local container engine, or archives ending in .tar. */
  images: readonly string[];
  /** Port of the registry beside the cluster, which gets the images that are named after it; null for none. */
  registryPort: number | null;
}

/** Puts images where the nodes find them. @throws PodStartSloError cluster */
export async function loadImages(
  { cluster, images, registryPort }: KindLoading,
  options: KindOptions,
): Promise<void> {
  const engine = containerEngine(options.env);
  for (const image of images) {
    if (isInRegistry(image, registryPort)) await runCommand(engine, pushArgs(engine, image), options);
    else if (engine === 'docker' || isArchive(image))
      await runCommand(options.kindPath, loadArgs(cluster, image), options);
    else await loadSaved(engine, { cluster, image }, options);
  }
}

/** Arguments of `kind` that put an image on the nodes; nothing in the image's name is a flag. */
export function loadArgs(cluster: string, image: string): string[] {
  const kind = isArchive(image) ? 'image-archive' : 'docker-image';
  return ['load', kind, '--name', cluster, '--', image];
}

function isArchive(image: string): boolean {
  return image.endsWith('.tar');
}

/** kind itself asks nobody but Docker for images. */
async function loadSaved(
  engine: string,
  { cluster, image }: { cluster: string; image: string },
  options: KindOptions,
): Promise<void> {
  await withFolder({ provider: 'kind', name: cluster }, async (folder) => {
    const archive = join(folder, 'image.tar');
    await runCommand(engine, ['save', '--output', archive, '--', image], options);
    await runCommand(options.kindPath, loadArgs(cluster, archive), options);
  });
}
