import { join } from 'node:path';
import { writeNew } from '../../files/write-whole.ts';
import { isPublishedHere } from '../loopback.ts';
import { containerKiller } from '../nodes/container-killer.ts';
import { nodeImageCache } from '../nodes/image-cache.ts';
import { inContainer } from '../nodes/node-program.ts';
import { runCommand } from '../programs/command.ts';
import { requireImages } from '../programs/require-images.ts';
import type { ClusterSettings, ProgramOptions, Provider, Work } from '../provider.ts';
import { removeK3dCluster } from './remove.ts';

export interface K3dSettings extends ClusterSettings {
  /** Image of k3s for the nodes; null is k3d's own default. */
  nodeImage: string | null;
}

const engine = 'docker';
/** Roles of containers that are nodes of Kubernetes; others are its load balancer, tools, a registry. */
const nodeRoles = ['server', 'agent'];

/** https://k3d.io/ */
export const k3d: Provider<K3dSettings> = {
  name: 'k3d',
  noun: 'k3d cluster',
  usualTime: '20 to 60 s',
  cleanupMs: 60_000,
  commands: { list: 'k3d cluster list', remove: (name) => `k3d cluster delete ${name}` },
  label: 'k3d.cluster',
  mayBeMachines: false,
  saysTaken: /cluster with that name already exists|is already in use/,
  engine: () => engine,
  needsEngine: () => true,
  contextOf: (name) => `k3d-${name}`,
  isOfThisMachine: (context, host) => /^k3d-./.test(context) && isPublishedHere(host),
  settingsOf: ({ value: { nodeImage = null } }) => ({ nodeImage }),
  async check(settings, options) {
    await requireImages(engine, settings.loadImages, options);
    return settings;
  },
  async list(options) {
    const printed = await runCommand(options.program, ['cluster', 'list', '--output', 'json'], options);
    return (JSON.parse(printed) ?? []) as { name: string }[];
  },
  async create(work) {
    await runCommand(work.settings.program, createArgs(work.settings), work.options);
    await writeKubeconfig(work);
  },
  writeKubeconfig,
  async loadImages({ settings: { name, program, loadImages }, options }) {
    for (const image of loadImages)
      await runCommand(program, ['image', 'import', '--cluster', name, '--', image], options);
  },
  nodeTools(name, { env, program }) {
    const nodes = (signal: AbortSignal) => nodeNames(name, { env, signal, program });
    return Promise.resolve({
      imageCache: nodeImageCache({ nodes, inNode: (node, args) => inContainer(engine, node, args) }, env),
      containerKiller: containerKiller(env, engine),
    });
  },
  async exportLogs(name, folder, options) {
    for (const node of await nodeNames(name, options))
      await runCommand('sh', ['-c', writeLog, 'sh', node, join(folder, `${node}.log`)], options);
  },
  remove: removeK3dCluster,
};

/** k3s logs to both streams of its container. */
const writeLog = `exec ${engine} logs "$1" >"$2" 2>&1`;

/** Arguments of `k3d` that create the cluster, and leave the user's kubeconfig alone. */
export function createArgs({
  name,
  nodeImage,
  waitMs,
}: Pick<K3dSettings, 'name' | 'nodeImage' | 'waitMs'>): string[] {
  return [
    ...['cluster', 'create', name, '--wait', `--timeout=${Math.ceil(waitMs / 1000)}s`],
    ...['--kubeconfig-update-default=false', '--kubeconfig-switch-context=false'],
    ...(nodeImage === null ? [] : [`--image=${nodeImage}`]),
  ];
}

async function writeKubeconfig({
  settings: { name, program },
  options,
  kubeconfig,
}: Work<K3dSettings>): Promise<void> {
  await writeNew(kubeconfig, await runCommand(program, ['kubeconfig', 'get', name], options), 0o600);
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

async function nodeNames(cluster: string, options: ProgramOptions): Promise<string[]> {
  const printed = await runCommand(options.program, ['node', 'list', '--output', 'json'], options);
  return nodesIn(printed, cluster);
}
