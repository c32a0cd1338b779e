import { usualRegistryImage, type RegistryWish } from '../../clusters/kind-registry.ts';
import type { Problem } from '../../core/errors.ts';

const usualPort = 5001;

/** What is said of a registry beside a kind cluster. */
export interface RegistryWords {
  /** `true`, or `localhost:5001`; null for none. */
  registry: string | null;
  port: string | null;
  image: string | null;
}

/** The registry that is wanted; what is wrong goes into `problems`, each under the name that `nameOf` gives. */
export function registryChoiceOf(
  { registry, port, image }: RegistryWords,
  problems: Problem[],
  nameOf: (name: string) => string,
): RegistryWish | null {
  if (registry === 'true')
    return { port: portOf(port, problems, nameOf), image: image ?? usualRegistryImage };
  for (const [name, value] of Object.entries({ 'registry-port': port, 'registry-image': image }))
    if (value !== null)
      problems.push({
        field: nameOf(name),
        message: `is about a registry that is made: it belongs to ${nameOf('registry')} true`,
      });
  if (registry === null || registry === 'false') return null;
  const there = /^(?:localhost|127\.0\.0\.1):(\d{1,5})$/.exec(registry)?.[1];
  if (there !== undefined) return { port: Number(there), image: null };
  const message = 'must be true, or the address of a registry on this machine such as localhost:5001';
  problems.push({ field: nameOf('registry'), value: registry, message });
  return null;
}

function portOf(said: string | null, problems: Problem[], nameOf: (name: string) => string): number {
  const port = Number(said ?? usualPort);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  problems.push({
    field: nameOf('registry-port'),
    value: said ?? '',
    message: 'must be a port from 1 to 65535',
  });
  return usualPort;
}
