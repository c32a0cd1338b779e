import { withStored } from '../../../core/comparison/with-stored.ts';
import { storedBaselineOf } from '../../../core/comparison/stored-baseline.ts';
import { percentage } from '../../../core/config/leaves.ts';
import { usageError, type Problem } from '../../../core/errors.ts';
import { standard } from '../../../core/options/table.ts';
import { shareOf } from '../../../core/percentage.ts';
import type { Result } from '../../../core/result.ts';
import type { Action } from '../command-action.ts';
import { exitCodeOf } from '../exit-code.ts';
import { exportFilesOf, printerOf, writeExports } from '../exports.ts';
import type { FlagValues } from '../flag-values.ts';
import { readResult } from '../../shared/read-result.ts';

/** Prints the second of two results beside the first; its verdict is the exit code, as with a run. */
export const compare: Action = async (flags, { stdout }, _first, files) => {
  const print = await printerOf(flags, stdout);
  const problems: Problem[] = [];
  const exported = await exportFilesOf(flags, problems);
  const maxRegression = maxRegressionOf(flags, problems);
  const [before, after] = resultsOf(files, problems);
  if (before === undefined || after === undefined || problems.length > 0) throw usageError(problems);
  const label = files[0] ?? '';
  const result = withStored(after, ({ name }) =>
    storedBaselineOf({ label, result: before, commit: null, maxRegression }, name),
  );
  stdout.write(await print(result));
  await writeExports(exported, result);
  return exitCodeOf(result);
};

function resultsOf(files: readonly string[], problems: Problem[]): Result[] {
  if (files.length !== 2)
    problems.push({
      field: 'results',
      message: `needs two files, got ${files.length}`,
      fix: 'name the earlier result first, then the one to judge',
    });
  return files.flatMap((file) => {
    const result = readResult(file, 'results');
    if (!('problem' in result)) return [result];
    problems.push(result.problem);
    return [];
  });
}

const allowed = percentage(0, 1000);

function maxRegressionOf(flags: FlagValues, problems: Problem[]): number {
  const given = flags.text('max-regression') ?? standard.maxRegression;
  const parsed = allowed.safeParse(given);
  if (!parsed.success)
    problems.push({
      field: '--max-regression',
      value: given,
      message: parsed.error.issues[0]?.message ?? '',
    });
  return shareOf(given);
}
