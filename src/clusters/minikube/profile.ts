import { PodStartSloError } from '../../core/errors.ts';
import { runCommand, type CommandOptions } from '../programs/command.ts';
import { linesOf } from '../programs/lines.ts';

/** How minikube is run: the program, its environment, and what ends it. */
export interface MinikubeOptions extends CommandOptions {
  /** The program to run: `minikube` is looked up on the PATH. */
  minikubePath: string;
}

/** A cluster of minikube's. */
export interface Profile {
  name: string;
  isRunning: boolean;
  /** `docker`, `kvm2`, …; empty where minikube cannot tell. */
  driver: string;
}

interface Listed {
  Name: string;
  Status?: string;
  Config?: { Driver?: string } | null;
}

/** The profile of this name, whole or broken; null where there is none. @throws PodStartSloError cluster */
export async function findProfile(name: string, options: MinikubeOptions): Promise<Profile | null> {
  const printed = await runCommand(options.minikubePath, ['profile', 'list', '--output=json'], options);
  return profilesIn(printed).find((profile) => profile.name === name) ?? null;
}

/** @throws PodStartSloError cluster where this is not what minikube prints */
export function profilesIn(printed: string): Profile[] {
  try {
    const { valid, invalid } = JSON.parse(printed) as { valid?: Listed[]; invalid?: Listed[] };
    return [...(valid ?? []), ...(invalid ?? [])].map(({ Name, Status = '', Config }) => ({
      name: Name,
      isRunning: ['OK', 'Running'].includes(Status),
      driver: Config?.Driver ?? '',
    }));
  } catch (error) {
    throw new PodStartSloError('cluster', 'minikube lists its profiles in a form nobody knows', {}, error);
  }
}

/** The nodes of a profile, by the names that Kubernetes and the driver have for them. */
export async function profileNodes(name: string, options: MinikubeOptions): Promise<string[]> {
  const printed = await runCommand(options.minikubePath, ['node', 'list', '--profile', name], options);
  return linesOf(printed).map((line) => line.split(/\s+/)[0] ?? '');
}
