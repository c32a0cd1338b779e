import type { RegistryWish } from '../../clusters/kind-registry.ts';
import type { GivenCluster } from '../../core/config/cluster.ts';
import type { Problem } from '../../core/errors.ts';
import { standard } from '../../core/options/table.ts';

/** The registry beside a kind cluster; null for none. What contradicts itself goes into `problems`. */
export function registryChoiceOf({ value, fieldOf }: GivenCluster, problems: Problem[]): RegistryWish | null {
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
