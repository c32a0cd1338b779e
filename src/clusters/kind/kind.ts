import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import { writeNew } from '../../files/write-whole.ts';
import { runCommand } from '../programs/command.ts';
import { containerEngine } from '../programs/container-engine.ts';
import { readKindConfig, withRegistryFolder } from './config.ts';
import { loadImages } from './load.ts';
import { explainWithLogs } from './logs.ts';
import { clusterNames, missing, taken } from './names.ts';
import { isTaken } from '../own/taken.ts';
import { kindContainerKiller, kindImageCache, type KindOptions } from './nodes.ts';
import { waitForNodes } from './ready.ts';
import { provideRegistry, type RegistryWish } from './registry.ts';
import { wireRegistry, type Unwire } from './registry-wiring.ts';
import { requireImages } from '../programs/require-images.ts';
import { note, warn } from '../note.ts';
import { onPath } from '../programs/on-path.ts';
import { leftRunning, makeFolder } from '../own/folder.ts';
import { takeName } from '../own/names.ts';
import type { OwnedCluster } from '../own/owned-cluster.ts';
import type { ClusterProvider, OnCreating, ProviderDeps, StartedCluster } from '../provider.ts';

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
  /** Null for nothing. */
  onCreating: OnCreating | null;
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
  const owned = await takeName({ provider: 'kind', name, program: kindPath }, deps, signal);
  try {
    if ((await clusterNames(options)).includes(name)) throw taken(name);
    await onCreating?.(name, owned.owner);
    signal.throwIfAborted();
    const unwire = await makeAll(settings, owned, { ...options, env: owned.env }, deps);
    const stop: StartedCluster['stop'] = async (until) => {
      const left = await stopKind(settings, owned, until);
      if (!settings.keep) await unwire({ env: deps.env, signal: until, kindPath }).catch(() => undefined);
      return left;
    };
    return { ...reached(name, join(owned.folder, 'kubeconfig'), options), stop };
  } catch (error) {
    // Between looking and creating somebody else has created one of this name: theirs stays.
    if (isTaken(error)) await owned.disown();
    // What an interrupted or failed start has created so far goes, hence a signal of its own.
    for (const message of await owned.remove(AbortSignal.timeout(cleanupMs))) warn(deps, message);
    throw error;
  }
}

/** The registry comes first: a port that is taken is found in a second, a cluster in a minute. */
async function makeAll(
  settings: KindSettings,
  owned: OwnedCluster,
  options: KindOptions,
  deps: ProviderDeps,
): Promise<Unwire> {
  const { name, registry, loadImages: images } = settings;
  const { folder, owner } = owned;
  const asked = await configured(settings, folder);
  if (registry !== null && registry.image !== null) await owned.withRegistry();
  const found = registry === null ? null : await provideRegistry({ name, owner }, registry, options);
  await owned.creating(() => makeCluster(asked, join(folder, 'kubeconfig'), options, deps));
  const unwire =
    registry === null || found === null ? none : await wireRegistry(name, registry, found, options);
  await loadImages({ cluster: name, images, registryPort: registry?.port ?? null }, options);
  return unwire;
}

const none: Unwire = () => Promise.resolve();

/** With a registry the nodes need a folder that tells where it is. */
async function configured(settings: KindSettings, folder: string): Promise<KindSettings> {
  if (settings.registry === null) return settings;
  const config = join(folder, 'kind.yml');
  await writeNew(config, withRegistryFolder(await readKindConfig(settings.config)), 0o600);
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
    if (isNameInUse(messageOf(error))) throw taken(name);
    const logsFolder = options.signal.aborted ? null : settings.logsFolder;
    throw await explainWithLogs(error, name, logsFolder, options);
  }
}

/** What kind says, and each engine where another `kind` was quicker by a moment. */
function isNameInUse(said: string): boolean {
  return /already exist for a cluster|name "[^"]+" is already (in use|used)/.test(said);
}

/** Arguments of `kind` that create the cluster. What fails stays for its logs; kind would delete it by its name. */
export function createArgs(settings: KindSettings, kubeconfig: string): string[] {
  const { name, nodeImage, config } = settings;
  return [
    ...['create', 'cluster', '--name', name, '--kubeconfig', kubeconfig, '--retain'],
    ...(nodeImage === null ? [] : ['--image', nodeImage]),
    ...(config === null ? [] : ['--config', config]),
  ];
}

async function stopKind(
  { name, keep }: KindSettings,
  owned: OwnedCluster,
  signal: AbortSignal,
): Promise<readonly string[]> {
  if (!keep) return await owned.remove(signal);
  await owned.giveBack();
  return [leftRunning(`kind cluster ${name}`, owned.folder)];
}

/** Of kind's own lines those that say what is done; its advice is about a kubeconfig that is not the user's. */
function tell(deps: ProviderDeps, line: string): void {
  if (line.includes('✓')) note(deps, line);
}
