import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { messageOf, PodStartSloError } from '../../core/errors.ts';
import { runCommand } from '../programs/command.ts';
import { containerEngine } from '../programs/container-engine.ts';
import { kindNodes } from './nodes.ts';
import { isInRegistry, pushArgs } from './registry.ts';
import { inContainer } from '../nodes/node-program.ts';
import { withFolder } from '../own/folder.ts';
import type { ProgramOptions } from '../provider.ts';

export interface KindLoading {
  cluster: string;
  /** Images of the local container engine, or archives ending in .tar. */
  images: readonly string[];
  /** Port of the registry beside the cluster, which gets the images that are named after it; null for none. */
  registryPort: number | null;
  /** Reports in a sentence what went another way than usual. */
  say: (message: string) => void;
}

/** Puts images where the nodes find them. @throws PodStartSloError cluster */
export async function loadImages(
  { images, registryPort, ...nodes }: KindLoading,
  options: ProgramOptions,
): Promise<void> {
  const engine = containerEngine(options.env);
  for (const image of images) {
    if (isInRegistry(image, registryPort)) await runCommand(engine, pushArgs(engine, image), options);
    else if (isArchive(image)) await loadArchive({ ...nodes, image }, image, options);
    else if (engine === 'docker') await loadFromDocker({ ...nodes, image }, options);
    else
      await withSaved({ ...nodes, image }, options, (archive) =>
        loadArchive({ ...nodes, image }, archive, options),
      );
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

interface Loaded extends Pick<KindLoading, 'cluster' | 'say'> {
  image: string;
}

async function loadFromDocker(loaded: Loaded, options: ProgramOptions): Promise<void> {
  await orOnePlatform(
    loaded,
    options,
    () => runCommand(options.program, loadArgs(loaded.cluster, loaded.image), options),
    () => withSaved(loaded, options, (archive) => importOnNodes(loaded, archive, options)),
  );
}

async function loadArchive(loaded: Loaded, archive: string, options: ProgramOptions): Promise<void> {
  await orOnePlatform(
    loaded,
    options,
    () => runCommand(options.program, loadArgs(loaded.cluster, archive), options),
    () => importOnNodes(loaded, archive, options),
  );
}

/**
 * Where Docker keeps images in containerd, it saves an image of several platforms with an index that names all of them
 * and the content of one. kind imports all platforms of the index, and fails
 * (https://github.com/kubernetes-sigs/kind/issues/3795). The nodes then import the platform that they run.
 */
async function orOnePlatform(
  { image, say }: Loaded,
  options: ProgramOptions,
  loadAll: () => Promise<unknown>,
  loadOne: () => Promise<unknown>,
): Promise<void> {
  try {
    await loadAll();
  } catch (error) {
    if (!lacksPlatforms(error)) throw error;
    say(`kind cannot load all platforms of ${image}; loading only the platform of the nodes`);
    try {
      await loadOne();
    } catch (failure) {
      options.signal.throwIfAborted();
      throw withoutPlatforms(image, failure);
    }
  }
}

function lacksPlatforms(error: unknown): boolean {
  return /content digest sha256:[0-9a-f]+: not found|ctr: (failed to )?.*not found/.test(messageOf(error));
}

function withoutPlatforms(image: string, failure: unknown): PodStartSloError {
  const hint = `build or pull it for the platform of the nodes alone (docker pull --platform linux/amd64 IMAGE), or push it to a registry (--registry true)`;
  const message = `${image} names platforms that it does not contain, and the nodes cannot import it: ${messageOf(failure)}`;
  return new PodStartSloError('cluster', message, { hint }, failure);
}

/** Without `--all-platforms` containerd imports the platform of the machine it runs on. */
async function importOnNodes({ cluster }: Loaded, archive: string, options: ProgramOptions): Promise<void> {
  const engine = containerEngine(options.env);
  // Not in /tmp, which is a mount of its own in the node that `cp` does not see.
  const there = `/pod-start-slo-${randomUUID()}.tar`;
  for (const node of await kindNodes(cluster, options)) {
    try {
      await runCommand(engine, ['cp', '--', resolve(archive), `${node}:${there}`], options);
      const load = ['ctr', '--namespace=k8s.io', 'images', 'import', '--digests', there];
      await runCommand(...inContainer(engine, node, load), options);
    } finally {
      const remove = { ...options, signal: AbortSignal.timeout(10_000) };
      await runCommand(...inContainer(engine, node, ['rm', '-f', there]), remove).catch(() => undefined);
    }
  }
}

/** kind asks only Docker for images, and takes those of other engines as archives. */
async function withSaved(
  { cluster, image }: Loaded,
  options: ProgramOptions,
  use: (archive: string) => Promise<void>,
): Promise<void> {
  await withFolder({ provider: 'kind', name: cluster }, async (folder) => {
    const archive = join(folder, 'image.tar');
    await runCommand(containerEngine(options.env), ['save', '--output', archive, '--', image], options);
    await use(archive);
  });
}
