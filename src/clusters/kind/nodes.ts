import type { ContainerKiller, ImageCache } from '../../core/ports.ts';
import { runCommand, type CommandOptions } from '../programs/command.ts';
import { containerEngine } from '../programs/container-engine.ts';
import { containerKiller } from '../nodes/container-killer.ts';
import { linesOf } from '../programs/lines.ts';
import { nodeImageCache } from '../nodes/image-cache.ts';
import { inContainer } from '../nodes/node-program.ts';

/** How kind is run: the program, its environment, and what ends it. */
export interface KindOptions extends CommandOptions {
  /** The program to run: `kind` is looked up on the PATH. */
  kindPath: string;
}

/** The Kubernetes nodes of a kind cluster, which are containers of these names. @throws PodStartSloError cluster */
export async function kindNodes(cluster: string, options: KindOptions): Promise<string[]> {
  const output = await runCommand(options.kindPath, ['get', 'nodes', '--name', cluster], options);
  // Several control planes have a load balancer in front, a container that is no node.
  return linesOf(output).filter((name) => name !== `${cluster}-external-load-balancer`);
}

/** The node that has the administrator's kubeconfig; with several control planes the first. */
export function controlPlaneOf(cluster: string): string {
  return `${cluster}-control-plane`;
}

/** Removes images from the nodes of a kind cluster. */
export function kindImageCache(cluster: string, env: CommandOptions['env'], kindPath = 'kind'): ImageCache {
  const nodes = (signal: AbortSignal) => kindNodes(cluster, { env, signal, kindPath });
  const engine = containerEngine(env);
  return nodeImageCache({ nodes, inNode: (node, program) => inContainer(engine, node, program) }, env);
}

/** Kills containers on the nodes of a kind cluster. */
export function kindContainerKiller(env: CommandOptions['env']): ContainerKiller {
  return containerKiller(env, containerEngine(env));
}

/** What kubectl says on the node that has the administrator's kubeconfig. @throws PodStartSloError cluster */
export async function nodeKubectl(
  cluster: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<string> {
  const kubectl = ['kubectl', '--kubeconfig=/etc/kubernetes/admin.conf', ...args];
  const program = inContainer(containerEngine(options.env), controlPlaneOf(cluster), kubectl);
  return await runCommand(...program, options);
}

/** The kind cluster a kubeconfig context belongs to, by kind's own naming; null for any other. */
export function kindClusterOf(context: string | null): string | null {
  return context?.startsWith('kind-') === true ? context.slice('kind-'.length) : null;
}
