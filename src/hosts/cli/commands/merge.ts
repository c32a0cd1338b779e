import { usageError, type Problem } from '../../../core/errors.ts';
import { mergeResults, type Source } from '../../../core/merge/merge.ts';
import type { Action } from '../command-action.ts';
import { exitCodeOf } from '../exit-code.ts';
import { exportFilesOf, printerOf, writeExports } from '../exports.ts';
import { readResult } from '../read-result.ts';

/** Prints and writes the results of several runs as one; its verdict is the exit code, as with a run. */
export const merge: Action = async (flags, { stdout }, _first, files) => {
  const print = await printerOf(flags, stdout);
  const problems: Problem[] = [];
  const exported = await exportFilesOf(flags, problems);
  const sources = sourcesOf(files, problems);
  const [first, ...others] = sources;
  if (first === undefined || problems.length > 0) throw usageError(problems);
  const result = mergeResults([first, ...others]);
  stdout.write(await print(result));
  await writeExports(exported, result);
  return exitCodeOf(result);
};

function sourcesOf(files: readonly string[], problems: Problem[]): Source[] {
  if (files.length === 0)
    problems.push({ field: 'results', message: 'none is named', fix: 'name files that --export-json wrote' });
  return files.flatMap((name) => {
    const result = readResult(name, 'results');
    if (!('problem' in result)) return [{ name, result }];
    problems.push(result.problem);
    return [];
  });
}
