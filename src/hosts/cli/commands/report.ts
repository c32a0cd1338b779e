import { usageError } from '../../../core/errors.ts';
import type { Action } from '../command-action.ts';
import { printerOf } from '../exports.ts';
import { latestKept } from '../journal.ts';
import { readResult } from '../../shared/read-result.ts';

/** Prints a stored result. Its verdict does not become the exit code: printing it is all that was asked for. */
export const report: Action = async (flags, { stdout, env }, given) => {
  const print = await printerOf(flags, stdout);
  const result = readResult(given ?? (await keptResult(env)));
  if ('problem' in result) throw usageError([result.problem]);
  stdout.write(await print(result));
  return 0;
};

async function keptResult(env: Parameters<typeof latestKept>[0]): Promise<string> {
  const path = await latestKept(env);
  if (path !== null) return path;
  const message = 'no run was killed or could not print, so no result is kept';
  throw usageError([{ field: 'result', message, fix: 'name a file that --export-json wrote' }]);
}
