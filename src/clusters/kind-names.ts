import type { PodStartSloError } from '../core/errors.ts';
import { runCommand } from './command.ts';
import type { KindOptions } from './kind-nodes.ts';
import { linesOf } from './lines.ts';
import { missing as clusterMissing, taken as clusterTaken } from './named-cluster.ts';

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
