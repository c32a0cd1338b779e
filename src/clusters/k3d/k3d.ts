import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { writeNew } from '../../files/write-whole.ts';
import { runCommand } from '../programs/command.ts';
import { containerKiller } from '../nodes/container-killer.ts';
import { clusterNames, type K3dOptions } from './delete.ts';
import { nodeImageCache } from '../nodes/image-cache.ts';
import { inContainer } from '../nodes/node-program.ts';
import { isTaken, missing, taken } from '../own/taken.ts';
import { requireImages } from '../programs/require-images.ts';
import { note, warn } from '../note.ts';
import { leftRunning, makeFolder } from '../own/folder.ts';
import { takeName } from '../own/names.ts';
import type { OwnedCluster } from '../own/owned-cluster.ts';
import type { ClusterProvider, OnCreating, ProviderDeps, StartedCluster } from '../provider.ts';

export interface K3dSettings {
  /** The program to run: a path, or `k3d` for the one on the PATH. */
  k3dPath: string;
  name: string;
  /** A cluster that is there already is used and left as it is; else one is made, and one that exists is refused. */
  isThere: boolean;
  /** Image of k3s for the nodes; null is k3d's own default. */
  nodeImage: string | null;
  /** Images of the local Docker, or archives ending in .tar, to load into the nodes. */
  loadImages: readonly string[];
  /** How long the nodes may take to be there. */
  waitMs: number;
  keep: boolean;
  /** Null for nothing. */
  onCreating: OnCreating | null;
}

/** Deleting what was half made must not depend on a run that may have been interrupted. */
const cleanupMs = 60_000;
/** Roles of containers that are nodes of Kubernetes; others are its load balancer, tools, a registry. */
const nodeRoles = ['server', 'agent'];

/** A k3d cluster, made and deleted, or one that is there (https://k3d.io/). */
export function k3dCluster(settings: K3dSettings, deps: ProviderDeps): ClusterProvider {
  const begin = settings.isThere ? useK3d : startK3d;
  return { name: 'k3d', start: (signal) => begin(settings, deps, signal) };
}

async function useK3d(
  { name, k3dPath }: K3dSettings,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<StartedCluster> {
  const options = { env: deps.env, signal, k3dPath };
  if (!(await clusterNames(options)).includes(name)) throw missing('k3d cluster', name, 'k3d cluster list');
  const folder = await makeFolder({ provider: 'k3d', name });
  const leave = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    return { ...(await reached(name, folder, options)), stop: () => leave().then(() => []) };
  } catch (error) {
    await leave();
    throw error;
  }
}

async function startK3d(
  settings: K3dSettings,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<StartedCluster> {
  const { name, k3dPath, onCreating } = settings;
  const options = { env: deps.env, signal, k3dPath };
  const owned = await takeName({ provider: 'k3d', name, program: k3dPath }, deps, signal);
  try {
    if ((await clusterNames(options)).includes(name)) throw takenName(name);
    await requireImages('docker', settings.loadImages, options);
    await onCreating?.(name, owned.owner);
    signal.throwIfAborted();
    await owned.creating(() => makeCluster(settings, { ...options, env: owned.env }, deps));
    return {
      ...(await reached(name, owned.folder, options)),
      stop: (until) => stopK3d(settings, owned, until),
    };
  } catch (error) {
    if (isTaken(error)) await owned.disown();
    for (const message of await owned.remove(AbortSignal.timeout(cleanupMs))) warn(deps, message);
    throw error;
  }
}

function takenName(name: string): Error {
  return taken('k3d cluster', name, `k3d cluster delete ${name}`);
}

async function reached(
  name: string,
  folder: string,
  options: K3dOptions,
): Promise<Omit<StartedCluster, 'stop'>> {
  const kubeconfig = join(folder, 'kubeconfig');
  const content = await runCommand(options.k3dPath, ['kubeconfig', 'get', name], options);
  await writeNew(kubeconfig, content, 0o600);
  return { kubeconfig, context: `k3d-${name}`, ...nodeTools(name, options) };
}

async function makeCluster(settings: K3dSettings, options: K3dOptions, deps: ProviderDeps): Promise<void> {
  const { name, k3dPath, loadImages } = settings;
  note(deps, `creating the k3d cluster ${name} (usually 20 to 60 s)`);
  try {
    await runCommand(k3dPath, createArgs(settings), options);
  } catch (error) {
    // Between looking and creating somebody else has created one of this name: theirs stays.
    if (/cluster with that name already exists|is already in use/.test(messageOf(error)))
      throw takenName(name);
    throw error;
  }
  for (const image of loadImages)
    await runCommand(k3dPath, ['image', 'import', '--cluster', name, '--', image], options);
}

/** Arguments of `k3d` that make the cluster, and leave the user's kubeconfig alone. */
export function createArgs({ name, nodeImage, waitMs }: K3dSettings): string[] {
  return [
    ...['cluster', 'create', name, '--wait', `--timeout=${Math.ceil(waitMs / 1000)}s`],
    ...['--kubeconfig-update-default=false', '--kubeconfig-switch-context=false'],
    ...(nodeImage === null ? [] : [`--image=${nodeImage}`]),
  ];
}

function nodeTools(
  name: string,
  { env, k3dPath }: K3dOptions,
): Pick<StartedCluster, 'imageCache' | 'containerKiller'> {
  const nodes = (signal: AbortSignal) => nodeNames(name, { env, signal, k3dPath });
  const inNode = (node: string, program: readonly string[]) => inContainer('docker', node, program);
  return {
    imageCache: nodeImageCache({ nodes, inNode }, env),
    containerKiller: containerKiller(env, 'docker'),
  };
}

/** The containers that are nodes of a cluster, from `k3d node list --output json`. */
export function nodesIn(printed: string, cluster: string): string[] {
  const nodes = (JSON.parse(printed) ?? []) as {
    name: string;
    role: string;
    runtimeLabels?: Record<string, string>;
  }[];
  return nodes
    .filter(
      ({ role, runtimeLabels }) => nodeRoles.includes(role) && runtimeLabels?.['k3d.cluster'] === cluster,
    )
    .map(({ name }) => name);
}

async function nodeNames(cluster: string, options: K3dOptions): Promise<string[]> {
  const printed = await runCommand(options.k3dPath, ['node', 'list', '--output', 'json'], options);
  return nodesIn(printed, cluster);
}

async function stopK3d(
  { name, keep }: K3dSettings,
  owned: OwnedCluster,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!keep) return await owned.remove(signal);
  await owned.giveBack();
  return [leftRunning(`k3d cluster ${name}`, owned.folder)];
}
