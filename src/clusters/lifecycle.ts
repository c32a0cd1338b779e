import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf, usageError } from '../core/errors.ts';
import { isExisting, type ClusterChoice } from './choice.ts';
import { existingCluster } from './existing/existing.ts';
import { explainWithLogs, logsBeforeDeletion } from './logs.ts';
import { note, warn } from './note.ts';
import { leftRunning, makeFolder } from './own/folder.ts';
import { takeName } from './own/names.ts';
import type { OwnedCluster } from './own/owned-cluster.ts';
import { isTaken, missing, taken } from './own/taken.ts';
import { onPath } from './programs/on-path.ts';
import type {
  Beside,
  ClusterSettings,
  ListedCluster,
  ProgramOptions,
  Provider,
  ProviderDeps,
  StartedCluster,
  Work,
} from './provider.ts';
import { providers } from './registry.ts';

/** A provider with what is asked of it. */
interface Order {
  provider: Provider;
  settings: ClusterSettings;
  deps: ProviderDeps;
}

/**
 * Creates a cluster, or finds the one that is there, and waits until its nodes are Ready. What fails or is interrupted
 * leaves nothing. @throws PodStartSloError cluster, usage; the signal's reason
 */
export async function startCluster(
  choice: ClusterChoice,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<StartedCluster> {
  if (isExisting(choice)) return existingCluster(choice);
  const { kind, ...asked } = choice;
  const provider = providers[kind];
  const options = { env: deps.env, signal, program: asked.program };
  const settings = await checked(provider, asked, options);
  const order = { provider, settings, deps };
  return await (settings.isThere ? use(order, options) : create(order, options));
}

/** Where the program itself is missing, that is what is reported. */
async function checked(
  provider: Provider,
  settings: ClusterSettings,
  options: ProgramOptions,
): Promise<ClusterSettings> {
  const { program } = settings;
  if (program === provider.name && onPath(program, options.env) === null) return settings;
  return (await provider.check?.(settings, options)) ?? settings;
}

async function create(order: Order, options: ProgramOptions): Promise<StartedCluster> {
  const { provider, settings, deps } = order;
  const { name, program, keep } = settings;
  const owned = await takeName({ provider: provider.name, name, program }, deps, options.signal);
  try {
    if ((await find(order, options)) !== null) throw taken(provider, name);
    await settings.onCreating?.(name, owned.owner);
    options.signal.throwIfAborted();
    const work = workOf(order, { ...options, env: owned.env }, owned.folder, owned);
    const connect = await provider.beside?.(work);
    await owned.creating(() => createWithImages(provider, work));
    const tools = await provider.nodeTools(name, options);
    const beside = (await connect?.()) ?? {};
    const stop: StartedCluster['stop'] = async (until, end = 'done') => {
      await logsBeforeDeletion(end, { provider, work }, until);
      const left = (await beside.stop?.()) ?? [];
      if (keep) {
        settings.onKept?.(work.kubeconfig);
        return [...left, await kept(provider, name, owned)];
      }
      const undeleted = await owned.remove(until);
      await beside.afterDeletion?.(until);
      return [...left, ...undeleted];
    };
    const leaveToLaterSteps: StartedCluster['leaveToLaterSteps'] = (job) =>
      keep ? owned.giveBack() : owned.leaveToLaterSteps(job);
    return {
      kubeconfig: work.kubeconfig,
      context: provider.contextOf(name),
      ...tools,
      leaveToLaterSteps,
      stop,
    };
  } catch (error) {
    // Between looking and creating somebody else has created one of this name: theirs stays.
    if (isTaken(error)) await owned.disown();
    // What an interrupted or failed start has created so far goes, hence a signal of its own.
    for (const message of await owned.remove(AbortSignal.timeout(provider.cleanupMs))) warn(deps, message);
    throw error;
  }
}

async function createWithImages(provider: Provider, work: Work): Promise<void> {
  const { settings, deps } = work;
  note(deps, `creating the ${provider.noun} ${settings.name} (usually ${provider.usualTime})`);
  try {
    await provider.create(work);
  } catch (error) {
    if (provider.saysTaken?.test(messageOf(error)) === true) throw taken(provider, settings.name);
    throw await explainWithLogs(error, provider, work);
  }
  await provider.loadImages(work);
}

async function kept({ noun }: Provider, name: string, owned: OwnedCluster): Promise<string> {
  await owned.giveBack();
  return leftRunning(`${noun} ${name}`, owned.folder);
}

async function use(order: Order, options: ProgramOptions): Promise<StartedCluster> {
  const { provider, settings, deps } = order;
  const { name } = settings;
  const found = await find(order, options);
  if (found === null) throw missing(provider, name);
  if (found.trouble !== undefined)
    throw usageError([{ field: '--use-cluster', value: name, ...found.trouble }]);
  const folder = await makeFolder({ provider: provider.name, name });
  let beside: Beside = {};
  const stop = async (): Promise<readonly string[]> => {
    const left = (await beside.stop?.()) ?? [];
    await rm(folder, { recursive: true, force: true });
    return left;
  };
  try {
    const work = workOf(order, options, folder, null);
    await provider.writeKubeconfig(work);
    await provider.loadImages(work);
    const tools = await provider.nodeTools(name, options);
    beside = (await (await provider.beside?.(work))?.()) ?? {};
    const started = { kubeconfig: work.kubeconfig, context: provider.contextOf(name), ...tools };
    return { ...started, leaveToLaterSteps: () => Promise.resolve(), stop };
  } catch (error) {
    for (const message of await stop()) warn(deps, message);
    throw error;
  }
}

async function find({ provider, settings }: Order, options: ProgramOptions): Promise<ListedCluster | null> {
  return (await provider.list(options)).find(({ name }) => name === settings.name) ?? null;
}

function workOf(
  { settings, deps }: Order,
  options: ProgramOptions,
  folder: string,
  owned: OwnedCluster | null,
): Work {
  const kubeconfig = join(folder, 'kubeconfig');
  const own = { ...options, env: { ...options.env, KUBECONFIG: kubeconfig } };
  return { settings, options: own, deps, kubeconfig, owned };
}
