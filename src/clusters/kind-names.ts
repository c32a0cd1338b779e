import { PodStartSloError, usageError } from '../core/errors.ts';
import { runCommand } from './command.ts';
import type { KindOptions } from './kind-nodes.ts';
import { linesOf } from './lines.ts';

/** @throws PodStartSloError cluster */
export async function clusterNames(options: KindOptions): Promise<string[]> {
  return linesOf(await runCommand(options.kindPath, ['get', 'clusters'], options));
}

export function taken(name: string): PodStartSloError {
  return usageError([
    {
      field: '--cluster-name',
      value: name,
      message: 'a kind cluster of this name exists already, and is not touched',
      fix: `give another name, delete it with "kind delete cluster --name ${name}", or use it with --use-cluster ${name}`,
    },
  ]);
}

export function isTaken(error: unknown): boolean {
  const problems = error instanceof PodStartSloError ? (error.facts.problems ?? []) : [];
  return problems.some(({ field }) => field === '--cluster-name');
}

export function missing(name: string): PodStartSloError {
  return usageError([
    {
      field: '--use-cluster',
      value: name,
      message: 'there is no kind cluster of this name',
      fix: 'see "kind get clusters"; --cluster-name makes one for the run',
    },
  ]);
}
