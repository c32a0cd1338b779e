import type { Problem } from '../../core/errors.ts';
import { parseResult } from '../../core/parse-result.ts';
import type { Result } from '../../core/result.ts';
import { readTextFile } from './read-text.ts';

const fix = 'give a file that --export-json wrote';

/** A result that a run wrote, or what is wrong with the file. */
export function readResult(file: string, field = 'result'): Result | { problem: Problem } {
  const text = readTextFile(file);
  if (typeof text !== 'string') return { problem: { field, value: file, message: text.problem } };
  const result = parseResult(text);
  if (!('problem' in result)) return result;
  const { problem, at } = result;
  return at === null
    ? { problem: { field, value: file, message: problem, fix } }
    : { problem: { field: `${file}: ${at}`, message: problem, fix } };
}
