import { PodStartSloError } from '../../core/errors.ts';
import { runCommand } from '../programs/command.ts';
import { linesOf } from '../programs/lines.ts';
import type { ProgramOptions } from '../provider.ts';

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

/** All profiles, whole or broken. @throws PodStartSloError cluster */
export async function listProfiles(options: ProgramOptions): Promise<Profile[]> {
  return profilesIn(await runCommand(options.program, ['profile', 'list', '--output=json'], options));
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
export async function profileNodes(name: string, options: ProgramOptions): Promise<string[]> {
  const printed = await runCommand(options.program, ['node', 'list', '--profile', name], options);
  return linesOf(printed).map((line) => line.split(/\s+/)[0] ?? '');
}
