import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../core/errors.ts';
import { runCommand } from './command.ts';
import { containerEngine } from './container-engine.ts';
import { onceEngineIsBack } from './engine-back.ts';
import { readKindConfig, withRegistryFolder } from './kind-config.ts';
import { deleteKindCluster, deleteOnce, leftMessage } from './kind-delete.ts';
import { loadImages } from './kind-load.ts';
import { explainWithLogs } from './kind-logs.ts';
import { clusterNames, isTaken, missing, taken } from './kind-names.ts';
import { kindContainerKiller, kindImageCache, type KindOptions } from './kind-nodes.ts';
import { waitForNodes } from './kind-ready.ts';
import { provideRegistry, removeRegistry, type RegistryWish } from './kind-registry.ts';
import { wireRegistry, type Unwire } from './kind-registry-wiring.ts';
import { requireImages } from './require-images.ts';
import { note, warn } from './note.ts';
import { onPath } from './on-path.ts';
import { leftRunning, makeFolder } from './own-folder.ts';
import type { ClusterProvider, ProviderDeps, StartedCluster } from './provider.ts';

export interface KindSettings {
  /** The program to run: a path, or `kind` for the one on the PATH. */
  kindPath: string;
  name: string;
  /** A cluster that is there already is used and left as it is; else one is made, and one that exists is refused. */
  isThere: boolean;
  /** Node image; null is kind's own default. */
  nodeImage: string | null;
  /** Path of a kind configuration file (https://kind.sigs.k8s.io/docs/user/configuration/); null for none. */
  config: string | null;
  /** A registry that the nodes pull `localhost:PORT/…` from; null for none. */
  registry: RegistryWish | null;
  /** Images of the local Docker, or archives ending in .tar, to load into the nodes, or push to the registry. */
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

/** A kind cluster, made and deleted, or one that is there (https://kind.sigs.k8s.io/). */
export function kindCluster(settings: KindSettings, deps: ProviderDeps): ClusterProvider {
  const begin = settings.isThere ? useKind : startKind;
  return { name: 'kind', start: (signal) => begin(settings, deps, signal) };
}

async function useKind(
  { name, kindPath, loadImages: images }: KindSettings,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<StartedCluster> {
  const options = { env: deps.env, signal, kindPath };
  await requireLoadable(kindPath, images, options);
  if (!(await clusterNames(options)).includes(name)) throw missing(name);
  const folder = await makeFolder({ provider: 'kind', name });
  const kubeconfig = join(folder, 'kubeconfig');
  const leave = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await runCommand(kindPath, ['export', 'kubeconfig', '--name', name, '--kubeconfig', kubeconfig], options);
    const onLine = (line: string): void => tell(deps, line);
    await loadImages({ cluster: name, images, registryPort: null }, { ...options, onLine });
  } catch (error) {
    await leave();
    throw error;
  }
  return { ...reached(name, kubeconfig, options), stop: () => leave().then(() => []) };
}

/** Where kind itself is missing, that is what is reported. */
async function requireLoadable(
  kindPath: string,
  images: readonly string[],
  options: KindOptions,
): Promise<void> {
  if (kindPath === 'kind' && onPath(kindPath, options.env) === null) return;
  await requireImages(containerEngine(options.env), images, options);
}

function reached(
  name: string,
  kubeconfig: string,
  { env, kindPath }: KindOptions,
): Omit<StartedCluster, 'stop'> {
  const [imageCache, containerKiller] = [kindImageCache(name, env, kindPath), kindContainerKiller(env)];
  return { kubeconfig, context: `kind-${name}`, imageCache, containerKiller };
}

async function startKind(
  settings: KindSettings,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<StartedCluster> {
  const { name, kindPath, onCreating } = settings;
  const options = { env: deps.env, signal, kindPath, onLine: (line: string) => tell(deps, line) };
  await requireLoadable(kindPath, settings.loadImages, options);
  if ((await clusterNames(options)).includes(name)) throw taken(name);
  await onCreating?.(name);
  signal.throwIfAborted();
  const folder = await makeFolder({ provider: 'kind', name });
  const kubeconfig = join(folder, 'kubeconfig');
  let unwire: Unwire;
  try {
    unwire = await makeAll(settings, folder, options, deps);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const stop: StartedCluster['stop'] = async (until) => {
    const left = await stopKind(settings, folder, deps, until);
    if (!settings.keep) await unwire({ env: deps.env, signal: until, kindPath }).catch(() => undefined);
    return left;
  };
  return { ...reached(name, kubeconfig, options), stop };
}

/** The registry comes first: a port that is taken is found in a second, a cluster in a minute. */
async function makeAll(
  settings: KindSettings,
  folder: string,
  options: KindOptions,
  deps: ProviderDeps,
): Promise<Unwire> {
  const { name, registry, loadImages: images } = settings;
  const asked = await configured(settings, folder);
  try {
    const found = registry === null ? null : await provideRegistry(name, registry, options);
    await makeCluster(asked, join(folder, 'kubeconfig'), options, deps);
    const unwire =
      registry === null || found === null ? none : await wireRegistry(name, registry, found, options);
    await loadImages({ cluster: name, images, registryPort: registry?.port ?? null }, options);
    return unwire;
  } catch (error) {
    // Between looking and creating somebody else has made one of this name: theirs stays.
    if (isTaken(error)) await removeRegistry(name, { env: deps.env, signal: AbortSignal.timeout(cleanupMs) });
    else await removeHalfMade(settings, deps);
    throw error;
  }
}

const none: Unwire = () => Promise.resolve();

/** With a registry the nodes need a folder that tells where it is. */
async function configured(settings: KindSettings, folder: string): Promise<KindSettings> {
  if (settings.registry === null) return settings;
  const config = join(folder, 'kind.yml');
  await writeFile(config, withRegistryFolder(await readKindConfig(settings.config)));
  return { ...settings, config };
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
    if (messageOf(error).includes('already exist for a cluster')) throw taken(name);
    const logsFolder = options.signal.aborted ? null : settings.logsFolder;
    throw await explainWithLogs(error, name, logsFolder, options);
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

/** Deletes what an interrupted or failed start has made so far, hence a signal of its own. */
async function removeHalfMade({ name, kindPath }: KindSettings, deps: ProviderDeps): Promise<void> {
  const signal = AbortSignal.timeout(cleanupMs);
  const left = await deleteKindCluster({ name, kindPath, env: deps.env, signal });
  for (const message of left) warn(deps, message);
}

async function stopKind(
  { name, kindPath, keep, registry }: KindSettings,
  folder: string,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (keep) return [leftRunning(`kind cluster ${name}`, folder)];
  const { env } = deps;
  const left: string[] = [];
  try {
    await onceEngineIsBack(() => deleteOnce({ name, kindPath, env, signal }), { env, signal });
    await rm(folder, { recursive: true, force: true });
  } catch (error) {
    left.push(leftMessage(name, error));
  }
  const isOurs = registry !== null && registry.image !== null;
  return isOurs ? [...left, ...(await removeRegistry(name, { env, signal }))] : left;
}

/** Of kind's own lines those that say what is done; its advice is about a kubeconfig that is not the user's. */
function tell(deps: ProviderDeps, line: string): void {
  if (line.includes('✓')) note(deps, line);
}
