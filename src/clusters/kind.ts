import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usageError, PodStartSloError, messageOf } from '../core/errors.ts';
import { runCommand, type CommandOptions } from './command.ts';
import { kindImageCache, kindNodes } from './kind-nodes.ts';
import type { ClusterProvider, ProviderDeps, StartedCluster } from './provider.ts';

export interface KindSettings {
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
}

/** A kind cluster of our own, deleted at the end (https://kind.sigs.k8s.io/). */
export function kindCluster(settings: KindSettings, deps: ProviderDeps): ClusterProvider {
  return { name: 'kind', start: (signal) => startKind(settings, deps, signal) };
}

async function startKind(
  settings: KindSettings,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<StartedCluster> {
  const { name } = settings;
  const options = { env: deps.env, signal, onLine: (line: string) => tell(deps, line) };
  await refuseExisting(name, options);
  const folder = await mkdtemp(join(tmpdir(), 'pod-start-slo-kind-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const stop = (stopSignal: AbortSignal): Promise<readonly string[]> =>
    stopKind(settings, folder, deps, stopSignal);
  try {
    note(deps, `creating the kind cluster ${name} (usually 20 to 60 s)`);
    await runCommand('kind', createArgs(settings, kubeconfig), options);
    await waitForNodes(settings, kubeconfig, options);
    for (const image of settings.loadImages) await loadImage(name, image, options);
  } catch (error) {
    // What was made so far goes even when the start was interrupted, hence a signal of its own.
    await stopKind({ ...settings, keep: false }, folder, deps, AbortSignal.timeout(60_000));
    throw error;
  }
  return { kubeconfig, context: `kind-${name}`, imageCache: kindImageCache(name, deps.env), stop };
}

function createArgs(settings: KindSettings, kubeconfig: string): string[] {
  return [
    ...['create', 'cluster', '--name', settings.name, '--kubeconfig', kubeconfig],
    ...(settings.nodeImage === null ? [] : ['--image', settings.nodeImage]),
    ...(settings.config === null ? [] : ['--config', settings.config]),
  ];
}

async function refuseExisting(name: string, options: CommandOptions): Promise<void> {
  const clusters = (await runCommand('kind', ['get', 'clusters'], options)).split('\n');
  if (!clusters.includes(name)) return;
  throw usageError([
    {
      field: '--cluster-name',
      value: name,
      message: 'a kind cluster of this name exists already, and is not touched',
      fix: `give another name, delete it with "kind delete cluster --name ${name}", or use it with --cluster existing --context kind-${name}`,
    },
  ]);
}

/** kind's own --wait only warns when the control plane never becomes Ready, so the nodes are asked here. */
async function waitForNodes(
  settings: KindSettings,
  kubeconfig: string,
  options: CommandOptions,
): Promise<void> {
  const [node] = await kindNodes(settings.name, options);
  const args = [
    'exec',
    node ?? '',
    'kubectl',
    '--kubeconfig=/etc/kubernetes/admin.conf',
    'wait',
    '--for=condition=Ready',
    'nodes',
    '--all',
  ];
  try {
    await runCommand('docker', [...args, `--timeout=${Math.ceil(settings.waitMs / 1000)}s`], options);
  } catch (error) {
    if (options.signal.aborted) throw error;
    const hint = `look at: kind export logs --name ${settings.name} (start with --keep-cluster), or wait longer with --wait`;
    throw new PodStartSloError(
      'cluster',
      `the nodes of kind cluster ${settings.name} did not become Ready`,
      { hint },
      error,
    );
  }
}

async function loadImage(cluster: string, image: string, options: CommandOptions): Promise<void> {
  const kind = image.endsWith('.tar') ? 'image-archive' : 'docker-image';
  await runCommand('kind', ['load', kind, image, '--name', cluster], options);
}

async function stopKind(
  settings: KindSettings,
  folder: string,
  deps: ProviderDeps,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { name } = settings;
  if (settings.keep)
    return [
      `kind cluster ${name} is left running, as asked; its kubeconfig is ${join(folder, 'kubeconfig')}`,
    ];
  try {
    await runCommand('kind', ['delete', 'cluster', '--name', name], { env: deps.env, signal });
    await rm(folder, { recursive: true, force: true });
    return [];
  } catch (error) {
    return [
      `kind cluster ${name} could not be deleted (${messageOf(error)}); delete it with: kind delete cluster --name ${name}`,
    ];
  }
}

/** Of kind's own lines those that say what is done; its advice is about a kubeconfig that is not the user's. */
function tell(deps: ProviderDeps, line: string): void {
  if (line.includes('✓')) note(deps, line);
}

function note({ report }: ProviderDeps, message: string): void {
  report({ kind: 'note', level: 'info', message: message.trim() });
}
