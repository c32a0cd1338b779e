import { containerKiller } from '../nodes/container-killer.ts';
import { nodeImageCache } from '../nodes/image-cache.ts';
import { inContainer, type InNode } from '../nodes/node-program.ts';
import type { NodeTools, ProgramOptions } from '../provider.ts';
import { profileNodes } from './profile.ts';

/** Drivers whose nodes are containers of this machine's engine of the same name. */
const engines = ['docker', 'podman'];

/** What can be done on the nodes of a profile. In those that are machines nothing is fast enough to time a kill. */
export function minikubeNodeTools(
  name: string,
  driver: string,
  { env, program }: Omit<ProgramOptions, 'signal'>,
): NodeTools {
  const isContainer = engines.includes(driver);
  const inNode: InNode = isContainer
    ? (node, args) => inContainer(driver, node, args)
    : (node, args) => [program, sshArgs(name, node, args)];
  const nodes = (signal: AbortSignal) => profileNodes(name, { env, signal, program });
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
