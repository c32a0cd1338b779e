import { parse } from 'yaml';
import { PodStartSloError, usageError, type Problem } from '../../core/errors.ts';
import { runCommand } from '../programs/command.ts';
import type { ProgramOptions } from '../provider.ts';
import { readKindConfig } from './config.ts';
import { nodeImageOf } from './node-images.ts';
import type { KindSettings } from './settings.ts';

/**
 * The node image of a cluster to be created; null for kind's own default, or that of its configuration.
 * @throws PodStartSloError usage where this kind has no image for the version of Kubernetes; cluster
 */
export async function chosenNodeImage(
  { nodeImage, kubernetesVersion, config }: Pick<KindSettings, 'nodeImage' | 'kubernetesVersion' | 'config'>,
  options: ProgramOptions,
): Promise<string | null> {
  if (kubernetesVersion === null) return nodeImage;
  const problems = imageProblems(kubernetesVersion, await readKindConfig(config));
  if (problems.length > 0) throw usageError(problems);
  const found = nodeImageOf(await kindVersion(options), kubernetesVersion);
  if ('image' in found) return found.image;
  throw usageError([found]);
}

/** kind would start nodes of its configuration with the image of the version instead, without a word. */
function imageProblems(kubernetesVersion: string, config: string | null): Problem[] {
  if (config === null || !namesImage(config)) return [];
  return [
    {
      ...{ field: '--kubernetes-version', value: kubernetesVersion },
      message: 'cannot be combined with a --kind-config that names the image of a node',
      fix: 'leave out one of the two',
    },
  ];
}

/** What is no YAML is refused by kind itself. */
function namesImage(config: string): boolean {
  try {
    const { nodes } = (parse(config) ?? {}) as { nodes?: unknown };
    return Array.isArray(nodes) && nodes.some((node: unknown) => hasImage(node));
  } catch {
    return false;
  }
}

function hasImage(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'image' in node;
}

/** `v0.33.0`, of what kind prints: `kind v0.33.0 go1.26.7 linux/amd64`. */
async function kindVersion(options: ProgramOptions): Promise<string> {
  const printed = await runCommand(options.program, ['version'], options);
  const version = printed.split(/\s+/)[1];
  if (version !== undefined && version.startsWith('v')) return version;
  throw new PodStartSloError('cluster', `${options.program} version printed no version: ${printed.trim()}`);
}
