import { usageError, type Problem } from '../../core/errors.ts';
import { mergeResults, type Source } from '../../core/merge/merge.ts';
import type { Result } from '../../core/result.ts';
import { readResult } from './read-result.ts';

/**
 * The results in these files as one.
 *
 * @param problems what else is wrong with the input
 * @throws PodStartSloError usage, with all problems
 */
export function mergeFiles(files: readonly string[], problems: readonly Problem[]): Result {
  const found = [...problems];
  const sources = files.flatMap((name): Source[] => {
    const result = readResult(name, 'results');
    if (!('problem' in result)) return [{ name, result }];
    found.push(result.problem);
    return [];
  });
  const [first, ...others] = sources;
  if (first === undefined || found.length > 0) throw usageError(found);
  return mergeResults([first, ...others]);
}
