import { containerKiller } from '../nodes/container-killer.ts';
import type { CommandOptions } from '../programs/command.ts';
import { profileNodes } from './profile.ts';
import { nodeImageCache } from '../nodes/image-cache.ts';
import { inContainer, type InNode } from '../nodes/node-program.ts';
import type { StartedCluster } from '../provider.ts';

/** Drivers whose nodes are containers of this machine's engine of the same name. */
const engines = ['docker', 'podman'];

/** What can be done on the nodes of a profile. In those that are machines nothing is fast enough to time a kill. */
export function minikubeNodeTools(
  name: string,
  driver: string,
  env: CommandOptions['env'],
  minikubePath: string,
): Pick<StartedCluster, 'imageCache' | 'containerKiller'> {
  const isContainer = engines.includes(driver);
  const inNode: InNode = isContainer
    ? (node, program) => inContainer(driver, node, program)
    : (node, program) => [minikubePath, sshArgs(name, node, program)];
  const nodes = (signal: AbortSignal) => profileNodes(name, { env, signal, minikubePath });
  return {
    imageCache: driver === 'none' ? null : nodeImageCache({ nodes, inNode }, env),
    containerKiller: isContainer ? containerKiller(env, driver) : null,
  };
}

/** Arguments of `minikube` that run a program in a node. A shell reads them there, so each is quoted. */
export function sshArgs(profile: string, node: string, program: readonly string[]): string[] {
  const quoted = program.map((part) => `'${part.replaceAll("'", String.raw`'\''`)}'`);
  return ['ssh', '--profile', profile, '--node', node, '--', 'sudo', ...quoted];
}
