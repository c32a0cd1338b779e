import { runCommand, type CommandOptions } from '../programs/command.ts';
import { containerEngine } from '../programs/container-engine.ts';
import { containerKiller } from '../nodes/container-killer.ts';
import { linesOf } from '../programs/lines.ts';
import { nodeImageCache } from '../nodes/image-cache.ts';
import { inContainer } from '../nodes/node-program.ts';
import type { NodeTools, ProgramOptions } from '../provider.ts';

/** The Kubernetes nodes of a kind cluster, which are containers of these names. @throws PodStartSloError cluster */
export async function kindNodes(cluster: string, options: ProgramOptions): Promise<string[]> {
  const output = await runCommand(options.program, ['get', 'nodes', '--name', cluster], options);
  // Several control planes have a load balancer in front, a container that is no node.
  return linesOf(output).filter((name) => name !== `${cluster}-external-load-balancer`);
}

/** The node that has the administrator's kubeconfig; with several control planes the first. */
export function controlPlaneOf(cluster: string): string {
  return `${cluster}-control-plane`;
}

/** What can be done on the nodes of a kind cluster, which are containers here. */
export function kindNodeTools(cluster: string, { env, program }: Omit<ProgramOptions, 'signal'>): NodeTools {
  const engine = containerEngine(env);
  const nodes = (signal: AbortSignal) => kindNodes(cluster, { env, signal, program });
  return {
    imageCache: nodeImageCache({ nodes, inNode: (node, args) => inContainer(engine, node, args) }, env),
    containerKiller: containerKiller(env, engine),
  };
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
