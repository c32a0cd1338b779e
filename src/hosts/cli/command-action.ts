import type { FlagValues } from './flag-values.ts';
import type { Context } from './streams.ts';

/** Does the work and resolves with the exit code. @throws PodStartSloError */
export type Action = (
  flags: FlagValues,
  context: Context,
  file: string | undefined,
  files: readonly string[],
) => Promise<number>;
