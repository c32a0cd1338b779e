import type { GivenCluster } from '../../core/config/cluster.ts';
import type { Problem } from '../../core/errors.ts';
import { standard } from '../../core/options/table.ts';
import type { ClusterSettings } from '../provider.ts';
import type { RegistryWish } from './registry.ts';

export interface KindSettings extends ClusterSettings {
  /** Node image; null is that of the version of Kubernetes, or kind's own default. */
  nodeImage: string | null;
  /** `1.37`; null for any. */
  kubernetesVersion: string | null;
  /** Path of a kind configuration file (https://kind.sigs.k8s.io/docs/user/configuration/); null for none. */
  config: string | null;
  /** A registry that the nodes pull `localhost:PORT/…` from; null for none. */
  registry: RegistryWish | null;
  /** The release of kind to download, for a host that does. */
  release: { version: string; sha256: string | null };
}

/** What the keys of `cluster` that only kind has ask for. What contradicts itself goes into `problems`. */
export function settingsOf(
  given: GivenCluster,
  problems: Problem[],
): Omit<KindSettings, keyof ClusterSettings> {
  const { nodeImage, kubernetesVersion, kindConfig, kindVersion, kindSha256 } = given.value;
  if (nodeImage !== undefined && kubernetesVersion !== undefined)
    problems.push({
      ...{ field: given.fieldOf('kubernetesVersion'), value: kubernetesVersion },
      message: `cannot be combined with ${given.fieldOf('nodeImage')}, which sets the version of Kubernetes`,
      fix: 'leave out one of the two',
    });
  return {
    nodeImage: nodeImage ?? null,
    kubernetesVersion: kubernetesVersion ?? null,
    config: kindConfig ?? null,
    registry: registryOf(given, problems),
    release: { version: kindVersion ?? standard.kindVersion, sha256: kindSha256 ?? null },
  };
}

/** The registry next to the cluster; null for none. */
function registryOf({ value, fieldOf }: GivenCluster, problems: Problem[]): RegistryWish | null {
  const { registryPort, registryImage } = value;
  const registry = String(value.registry ?? false);
  if (registry === 'true')
    return { port: registryPort ?? standard.registryPort, image: registryImage ?? standard.registryImage };
  for (const key of ['registryPort', 'registryImage'] as const)
    if (value[key] !== undefined)
      problems.push({
        field: fieldOf(key),
        message: `applies only to a registry that the run creates, with ${fieldOf('registry')} true`,
      });
  if (registry === 'false') return null;
  return { port: Number(registry.split(':')[1]), image: null };
}
