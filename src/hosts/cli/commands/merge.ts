import type { Problem } from '../../../core/errors.ts';
import { mergeFiles } from '../../shared/merge-files.ts';
import type { Action } from '../command-action.ts';
import { exitCodeOf } from '../exit-code.ts';
import { exportFilesOf, printerOf, writeExports } from '../exports.ts';

/** Prints and writes the results of several runs as one; its verdict is the exit code, as with a run. */
export const merge: Action = async (flags, { stdout }, _first, files) => {
  const print = await printerOf(flags, stdout);
  const problems: Problem[] = [];
  const exported = await exportFilesOf(flags, problems);
  if (files.length === 0)
    problems.push({ field: 'results', message: 'no file given', fix: 'name files that --export-json wrote' });
  const result = mergeFiles(files, problems);
  stdout.write(await print(result));
  await writeExports(exported, result);
  return exitCodeOf(result);
};
