import { parseResult } from '../../core/parse-result.ts';
import type { Result } from '../../core/result.ts';

/** Far more than a run can have: 180 iterations of a scenario, 1000 pods of a burst, 60 instants of a pod. */
const longestList = 2000;

/**
 * A result from a file of somebody else's choosing. What a run writes has bounds, and reports are made for that; a list
 * beyond them is refused before anything is computed from it.
 */
export function parseStrangersResult(text: string): Result | { problem: string } {
  const result = parseResult(text);
  if ('problem' in result) return result;
  const long = longListIn(result, []);
  return long === null
    ? result
    : { problem: `has ${long.length} entries in ${long.path}, more than ${longestList}` };
}

interface LongList {
  path: string;
  length: number;
}

function longListIn(value: unknown, path: readonly string[]): LongList | null {
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  if (entries.length > longestList) return { path: path.join('.') || 'the file', length: entries.length };
  for (const [key, inner] of entries) {
    // The names of fields are of our own schema; those of records may be anything.
    const long = longListIn(inner, Array.isArray(value) ? path : [...path, key]);
    if (long !== null) return long;
  }
  return null;
}
