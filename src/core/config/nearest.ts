import { closest, distance } from 'fastest-levenshtein';

/** The candidate that differs from a word by a slip of the finger, or null. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const plain = normalise(word);
  const same = candidates.find((candidate) => normalise(candidate) === plain);
  if (same !== undefined) return same;
  if (candidates.length === 0) return null;
  const near = closest(word, [...candidates]);
  return distance(plain, normalise(near)) <= Math.max(1, Math.floor(near.length / 3)) ? near : null;
}

/** As people write one word: `maxIterations`, `max-iterations`, `max_iterations`. */
export function normalise(word: string): string {
  return word.toLowerCase().replaceAll(/[-_]/g, '');
}
