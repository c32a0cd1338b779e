import { PodStartSloError, usageError } from '../../core/errors.ts';
import type { Provider } from '../provider.ts';

type Named = Pick<Provider, 'noun' | 'commands'>;

export function taken({ noun, commands }: Named, name: string): PodStartSloError {
  return usageError([
    {
      field: '--cluster-name',
      value: name,
      message: `a ${noun} of this name exists already, and is not touched`,
      fix: `give another name, delete it with "${commands.remove(name)}", or use it with --use-cluster ${name}`,
    },
  ]);
}

/** Whether somebody else has the name. */
export function isTaken(error: unknown): boolean {
  const problems = error instanceof PodStartSloError ? (error.facts.problems ?? []) : [];
  return problems.some(({ field }) => field === '--cluster-name');
}

export function missing({ noun, commands }: Named, name: string): PodStartSloError {
  return usageError([
    {
      field: '--use-cluster',
      value: name,
      message: `there is no ${noun} of this name`,
      fix: `see "${commands.list}"; --cluster-name creates one for the run`,
    },
  ]);
}
