import type { Result } from '../result.ts';

/** A part of the fingerprint that two results do not share. */
export interface Difference {
  part: string;
  baseline: string;
  candidate: string;
}

type Fingerprint = Result['fingerprint'];

/** The image is what one compares; all else has to be the same. */
const mayDiffer: readonly string[] = ['images'];

/** What keeps two results from being comparable; nothing where only their images differ. */
export function differencesOf(baseline: Fingerprint, candidate: Fingerprint): Difference[] {
  if (baseline.hash === candidate.hash) return [];
  const parts = [...new Set([...Object.keys(baseline.parts), ...Object.keys(candidate.parts)])];
  const differing = parts.filter((part) => baseline.parts[part] !== candidate.parts[part]);
  if (differing.length === 0)
    return [{ part: 'fingerprint', baseline: baseline.hash, candidate: candidate.hash }];
  return differing
    .filter((part) => !mayDiffer.includes(part))
    .map((part) => ({
      part,
      baseline: baseline.parts[part] ?? 'none',
      candidate: candidate.parts[part] ?? 'none',
    }));
}
