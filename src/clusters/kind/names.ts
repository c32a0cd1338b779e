import type { PodStartSloError } from '../../core/errors.ts';
import { runCommand } from '../programs/command.ts';
import type { KindOptions } from './nodes.ts';
import { linesOf } from '../programs/lines.ts';
import { missing as clusterMissing, taken as clusterTaken } from '../own/taken.ts';

/** @throws PodStartSloError cluster */
export async function clusterNames(options: KindOptions): Promise<string[]> {
  return linesOf(await runCommand(options.kindPath, ['get', 'clusters'], options));
}

export function taken(name: string): PodStartSloError {
  return clusterTaken('kind cluster', name, `kind delete cluster --name ${name}`);
}

export function missing(name: string): PodStartSloError {
  return clusterMissing('kind cluster', name, 'kind get clusters');
}
