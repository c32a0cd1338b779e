import { usageError } from '../../../core/errors.ts';
import { styleFor } from '../color.ts';
import type { Action } from '../command-action.ts';
import { planLines } from '../plan-lines.ts';
import { problemLines } from '../../shared/problem-lines.ts';
import { resolveInput } from '../../shared/resolve-input.ts';
import { runInputOf } from '../run-input.ts';

/** Prints what a run would do, or everything that is wrong with the input. */
export const validate: Action = async (flags, { stdout, stderr }) => {
  const resolution = await resolveInput(runInputOf(flags));
  if ('problems' in resolution) throw usageError(resolution.problems);
  const isColored = !flags.has('no-color');
  for (const warning of resolution.warnings)
    for (const line of problemLines(warning, styleFor(stderr, isColored))) stderr.write(`warning:${line}\n`);
  for (const line of planLines(resolution.plan, styleFor(stdout, isColored))) stdout.write(`${line}\n`);
  return 0;
};
