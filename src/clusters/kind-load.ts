import { join } from 'node:path';
import { messageOf, PodStartSloError } from '../core/errors.ts';
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
    else if (isArchive(image)) await runCommand(options.kindPath, loadArgs(cluster, image), options);
    else if (engine === 'docker') await loadFromDocker({ cluster, image }, options);
    else await loadSaved(engine, { cluster, image }, [], options);
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

interface Loaded {
  cluster: string;
  image: string;
}

/**
 * Where Docker keeps images in containerd, it saves an image of several platforms with an index that names all of them
 * and the content of one, and kind cannot load it (https://github.com/kubernetes-sigs/kind/issues/3795). The one
 * platform that the nodes need is then saved by itself.
 */
async function loadFromDocker(loaded: Loaded, options: KindOptions): Promise<void> {
  try {
    await runCommand(options.kindPath, loadArgs(loaded.cluster, loaded.image), options);
  } catch (error) {
    if (!lacksPlatforms(error)) throw error;
    const platform = `linux/${await serverArchitecture(options)}`;
    options.onLine?.(`kind cannot load all platforms of ${loaded.image}; loading ${platform} alone`);
    try {
      await loadSaved('docker', loaded, ['--platform', platform], options);
    } catch (failure) {
      options.signal.throwIfAborted();
      throw withoutPlatforms(loaded, platform, failure);
    }
  }
}

function lacksPlatforms(error: unknown): boolean {
  return /content digest sha256:[0-9a-f]+: not found|ctr: (failed to )?.*not found/.test(messageOf(error));
}

/** Of the nodes, which are containers of this server. */
async function serverArchitecture(options: KindOptions): Promise<string> {
  return (await runCommand('docker', ['version', '--format', '{{.Server.Arch}}'], options)).trim();
}

function withoutPlatforms({ image }: Loaded, platform: string, failure: unknown): PodStartSloError {
  const hint = `pull one platform alone: docker pull --platform ${platform} ${image}; or push it to a registry (--registry true)`;
  const message = `${image} has several platforms, which kind cannot load: ${messageOf(failure)}`;
  return new PodStartSloError('cluster', message, { hint }, failure);
}

/** kind itself asks nobody but Docker for images. */
async function loadSaved(
  engine: string,
  { cluster, image }: Loaded,
  more: readonly string[],
  options: KindOptions,
): Promise<void> {
  await withFolder({ provider: 'kind', name: cluster }, async (folder) => {
    const archive = join(folder, 'image.tar');
    await runCommand(engine, ['save', ...more, '--output', archive, '--', image], options);
    await runCommand(options.kindPath, loadArgs(cluster, archive), options);
  });
}
