import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PodStartSloError, usageError } from '../../core/errors.ts';
import { runCommand } from '../programs/command.ts';
import { minikubeNodeTools } from './nodes.ts';
import { findProfile, type MinikubeOptions, type Profile } from './profile.ts';
import { startMinikube, type MinikubeStart } from './start.ts';
import { startTunnel, type Tunnel } from './tunnel.ts';
import { isTaken, missing, taken } from '../own/taken.ts';
import { note, warn } from '../note.ts';
import { leftRunning, makeFolder } from '../own/folder.ts';
import { takeName } from '../own/names.ts';
import type { OwnedCluster } from '../own/owned-cluster.ts';
import type { ClusterProvider, OnCreating, ProviderDeps, StartedCluster } from '../provider.ts';

export interface MinikubeSettings extends MinikubeStart {
  /** The program to run: a path, or `minikube` for the one on the PATH. */
  minikubePath: string;
  /** A profile that is there already is used and left as it is; else one is made, and one that exists is refused. */
  isThere: boolean;
  /** Images of the local Docker, or archives ending in .tar, to load into the nodes. */
  loadImages: readonly string[];
  /** Leaves the cluster running at the end. */
  keep: boolean;
  /** Null for nothing. */
  onCreating: OnCreating | null;
}

/** Deleting what was half made must not depend on a run that may have been interrupted. */
const cleanupMs = 120_000;

/** A minikube cluster, made and deleted, or one that is there (https://minikube.sigs.k8s.io/). */
export function minikubeCluster(settings: MinikubeSettings, deps: ProviderDeps): ClusterProvider {
  const { isThere } = settings;
  return {
    name: 'minikube',
    start: (signal) => (isThere ? useProfile(settings, deps, signal) : makeProfile(settings, deps, signal)),
  };
}

async function makeProfile(
  settings: MinikubeSettings,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<StartedCluster> {
  const { name, minikubePath } = settings;
  const options = { env: deps.env, signal, minikubePath };
  const owned = await takeName({ provider: 'minikube', name, program: minikubePath }, deps, signal);
  try {
    if ((await findProfile(name, options)) !== null)
      throw taken('minikube profile', name, `minikube delete -p ${name}`);
    await settings.onCreating?.(name, owned.owner);
    signal.throwIfAborted();
    const { folder } = owned;
    const own = inFolder(folder, { ...options, env: owned.env });
    note(deps, `starting the minikube profile ${name} (usually 30 to 120 s)`);
    await owned.creating(() => startMinikube(settings, own, (step) => note(deps, step)));
    for (const image of settings.loadImages) await runCommand(minikubePath, loadArgs(name, image), own);
    const tunnel = await openTunnel(name, own, deps);
    const stop: StartedCluster['stop'] = (until) => stopMade(settings, { owned, tunnel }, until);
    return { ...(await reached(settings, folder, own, deps)), stop };
  } catch (error) {
    if (isTaken(error)) await owned.disown();
    for (const message of await owned.remove(AbortSignal.timeout(cleanupMs))) warn(deps, message);
    throw error;
  }
}

async function useProfile(
  settings: MinikubeSettings,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<StartedCluster> {
  const { name, minikubePath } = settings;
  const options = { env: deps.env, signal, minikubePath };
  requireRunning(name, await findProfile(name, options));
  const { folder, own } = await apart(name, options);
  let tunnel: Tunnel | null = null;
  const stop: StartedCluster['stop'] = async () => {
    const left = (await tunnel?.stop()) ?? [];
    await rm(folder, { recursive: true, force: true });
    return left;
  };
  try {
    await runCommand(minikubePath, ['update-context', '--profile', name], own);
    tunnel = await openTunnel(name, own, deps);
    return { ...(await reached(settings, folder, own, deps)), stop };
  } catch (error) {
    for (const message of await stop(signal)) warn(deps, message);
    throw error;
  }
}

/** Options for minikube with a kubeconfig of our own in a new folder: the user's is not changed, nor need it have the profile. */
async function apart(
  name: string,
  options: MinikubeOptions,
): Promise<{ folder: string; own: MinikubeOptions }> {
  const folder = await makeFolder({ provider: 'minikube', name });
  return { folder, own: inFolder(folder, options) };
}

function inFolder(folder: string, options: MinikubeOptions): MinikubeOptions {
  return { ...options, env: { ...options.env, KUBECONFIG: join(folder, 'kubeconfig') } };
}

/** Arguments of `minikube` that put an image on the nodes; nothing in the image's name is a flag. */
export function loadArgs(profile: string, image: string): string[] {
  return ['image', 'load', '--profile', profile, '--', image];
}

async function reached(
  { name }: MinikubeSettings,
  folder: string,
  options: MinikubeOptions,
  deps: ProviderDeps,
): Promise<Omit<StartedCluster, 'stop'>> {
  const driver = (await findProfile(name, options))?.driver ?? '';
  const tools = minikubeNodeTools(name, driver, deps.env, options.minikubePath);
  return { kubeconfig: join(folder, 'kubeconfig'), context: name, ...tools };
}

/** A Service of type LoadBalancer has no address without one; where nobody insists on that, node ports do. */
async function openTunnel(
  name: string,
  options: MinikubeOptions,
  deps: ProviderDeps,
): Promise<Tunnel | null> {
  if (deps.needsLoadBalancer === 'no') return null;
  try {
    const tunnel = await startTunnel(name, { ...options, onEnd: (why) => warn(deps, why) });
    const told = tunnel === null ? 'a minikube tunnel runs already, and is used' : 'minikube tunnel is open';
    note(deps, `${told}: Services of type LoadBalancer get an address`);
    return tunnel;
  } catch (error) {
    const isOptional = error instanceof PodStartSloError && deps.needsLoadBalancer === 'maybe';
    if (!isOptional || options.signal.aborted) throw error;
    warn(deps, `${error.message}; going on without. To have one: ${error.facts.hint ?? ''}`);
    return null;
  }
}

async function stopMade(
  { name, keep }: MinikubeSettings,
  { owned, tunnel }: { owned: OwnedCluster; tunnel: Tunnel | null },
  signal: AbortSignal,
): Promise<readonly string[]> {
  const left = (await tunnel?.stop()) ?? [];
  if (!keep) return [...left, ...(await owned.remove(signal))];
  await owned.giveBack();
  return [...left, leftRunning(`minikube profile ${name}`, owned.folder)];
}

function requireRunning(name: string, profile: Profile | null): void {
  if (profile?.isRunning === true) return;
  if (profile === null) throw missing('minikube profile', name, 'minikube profile list');
  const message = 'this minikube profile does not run';
  const fix = `start it with "minikube start -p ${name}"`;
  throw usageError([{ field: '--use-cluster', value: name, message, fix }]);
}
