import { PodStartSloError, usageError } from '../../core/errors.ts';

/** What people call it: a cluster, or a profile. */
export type NamedCluster = 'kind cluster' | 'k3d cluster' | 'minikube profile';

/** @param deletion the command that deletes it */
export function taken(what: NamedCluster, name: string, deletion: string): PodStartSloError {
  return usageError([
    {
      field: '--cluster-name',
      value: name,
      message: `a ${what} of this name exists already, and is not touched`,
      fix: `give another name, delete it with "${deletion}", or use it with --use-cluster ${name}`,
    },
  ]);
}

/** Whether somebody else has the name. */
export function isTaken(error: unknown): boolean {
  const problems = error instanceof PodStartSloError ? (error.facts.problems ?? []) : [];
  return problems.some(({ field }) => field === '--cluster-name');
}

/** @param listing the command that lists those that are there */
export function missing(what: NamedCluster, name: string, listing: string): PodStartSloError {
  return usageError([
    {
      field: '--use-cluster',
      value: name,
      message: `there is no ${what} of this name`,
      fix: `see "${listing}"; --cluster-name makes one for the run`,
    },
  ]);
}
