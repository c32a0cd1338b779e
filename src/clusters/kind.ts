import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { usageError, PodStartSloError, messageOf } from '../core/errors.ts';
import { runCommand } from './command.ts';
import { containerKiller } from './container-killer.ts';
import { deleteKindCluster, deleteOnce, leftMessage } from './kind-delete.ts';
import { explainWithLogs } from './kind-logs.ts';
import { kindImageCache, type KindOptions } from './kind-nodes.ts';
import { waitForNodes } from './kind-ready.ts';
import { linesOf } from './lines.ts';
import { note, warn } from './note.ts';
import { leftRunning, makeFolder } from './own-folder.ts';
import type { ClusterProvider, ProviderDeps, StartedCluster } from './provider.ts';

export interface KindSettings {
  /** The program to run: a path, or `kind` for the one on the PATH. */
  kindPath: string;
  /** Name of the cluster to make; one that exists is refused, since it is not ours to delete. */
  name: string;
  /** Node image; null is kind's own default. */
  nodeImage: string | null;
  /** Path of a kind configuration file (https://kind.sigs.k8s.io/docs/user/configuration/); null for none. */
  config: string | null;
  /** Images of the local Docker, or archives ending in .tar, to load into the nodes. */
  loadImages: readonly string[];
  /** How long the nodes may take to become Ready. */
  waitMs: number;
  /** Leaves the cluster running at the end. */
  keep: boolean;
  /** Awaited just before anything is made, when it is sure that no cluster has this name; null for nothing. */
  onCreating: ((name: string) => Promise<void>) | null;
  /** Where the nodes' logs are put, in a folder of their own, when the start fails; null for nowhere. */
  logsFolder: string | null;
}

/** Deleting what was half made must not depend on a run that may have been interrupted. */
const cleanupMs = 60_000;

/** A kind cluster of our own, deleted at the end (https://kind.sigs.k8s.io/). */
export function kindCluster(settings: KindSettings, deps: ProviderDeps): ClusterProvider {
  return { name: 'kind', start: (signal) => startKind(settings, deps, signal) };
}

async function startKind(
  settings: KindSettings,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<StartedCluster> {
  const { name, kindPath, onCreating } = settings;
  const options = { env: deps.env, signal, kindPath, onLine: (line: string) => tell(deps, line) };
  await refuseExisting(name, options);
  await onCreating?.(name);
  signal.throwIfAborted();
  const folder = await makeFolder({ provider: 'kind', name });
  const kubeconfig = join(folder, 'kubeconfig');
  try {
    await makeCluster(settings, kubeconfig, options, deps);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const imageCache = kindImageCache(name, deps.env, kindPath);
  const stop: StartedCluster['stop'] = (stopSignal) => stopKind(settings, folder, deps, stopSignal);
  return {
    kubeconfig,
    context: `kind-${name}`,
    imageCache,
    containerKiller: containerKiller(deps.env),
    stop,
  };
}

async function makeCluster(
  settings: KindSettings,
  kubeconfig: string,
  options: KindOptions,
  deps: ProviderDeps,
): Promise<void> {
  const { name, kindPath } = settings;
  try {
    note(deps, `creating the kind cluster ${name} (usually 20 to 60 s)`);
    await runCommand(kindPath, createArgs(settings, kubeconfig), options);
    await waitForNodes(name, settings.waitMs, options);
  } catch (error) {
    // Between looking and creating somebody else has made one of this name: theirs stays.
    if (messageOf(error).includes('already exist for a cluster')) throw taken(name);
    const logsFolder = options.signal.aborted ? null : settings.logsFolder;
    const explained = await explainWithLogs(error, name, logsFolder, options);
    await removeHalfMade(settings, deps);
    throw explained;
  }
  try {
    for (const image of settings.loadImages) await runCommand(kindPath, loadArgs(name, image), options);
  } catch (error) {
    await removeHalfMade(settings, deps);
    throw error;
  }
}

/** Arguments of `kind` that make the cluster. What fails stays for its logs where they are wanted. */
export function createArgs(settings: KindSettings, kubeconfig: string): string[] {
  const { name, nodeImage, config, logsFolder } = settings;
  return [
    ...['create', 'cluster', '--name', name, '--kubeconfig', kubeconfig],
    ...(nodeImage === null ? [] : ['--image', nodeImage]),
    ...(config === null ? [] : ['--config', config]),
    ...(logsFolder === null ? [] : ['--retain']),
  ];
}

/** Arguments of `kind` that put an image on the nodes; nothing in the image's name is a flag. */
export function loadArgs(cluster: string, image: string): string[] {
  const kind = image.endsWith('.tar') ? 'image-archive' : 'docker-image';
  return ['load', kind, '--name', cluster, '--', image];
}

async function refuseExisting(name: string, options: KindOptions): Promise<void> {
  const clusters = linesOf(await runCommand(options.kindPath, ['get', 'clusters'], options));
  if (clusters.includes(name)) throw taken(name);
}

function taken(name: string): PodStartSloError {
  return usageError([
    {
      field: '--cluster-name',
      value: name,
      message: 'a kind cluster of this name exists already, and is not touched',
      fix: `give another name, delete it with "kind delete cluster --name ${name}", or use it with --cluster existing --context kind-${name}`,
    },
  ]);
}

/** Deletes what an interrupted or failed start has made so far, hence a signal of its own. */
async function removeHalfMade({ name, kindPath }: KindSettings, deps: ProviderDeps): Promise<void> {
  const signal = AbortSignal.timeout(cleanupMs);
  const left = await deleteKindCluster({ name, kindPath, env: deps.env, signal });
  for (const message of left) warn(deps, message);
}

async function stopKind(
  { name, kindPath, keep }: KindSettings,
  folder: string,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (keep) return [leftRunning(`kind cluster ${name}`, folder)];
  try {
    await deleteOnce({ name, kindPath, env: deps.env, signal });
    await rm(folder, { recursive: true, force: true });
    return [];
  } catch (error) {
    return [leftMessage(name, error)];
  }
}

/** Of kind's own lines those that say what is done; its advice is about a kubeconfig that is not the user's. */
function tell(deps: ProviderDeps, line: string): void {
  if (line.includes('✓')) note(deps, line);
}
