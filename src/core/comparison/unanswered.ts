import { isWithin, pAtLeast } from '../binomial.ts';

/** Starts that never answered: in a duet, of pairs in which the other one did. */
export interface Unanswered {
  candidate: number;
  baseline: number;
}

/**
 * How small the chance has to be, whenever it is looked at. Looked at after every pair up to 60, two that are equal are
 * told apart in 2.2% of the duets at the very worst (each pair has one that never answered), in 0.4% where each of
 * the two fails in 10% of its starts, and in under 0.1% where each does in 5%. It takes 8 starts in a row.
 */
export const unansweredLevel = 0.005;

/** Above this the difference may be chance, and is worth a closer look all the same: 4 to none. */
const suspectLevel = 0.1;

/**
 * How likely it is that so many of those that never answered are the candidate's, were both equal: by the exact
 * binomial distribution, given how many there are (the sign test). `share` is the candidate's part of all starts.
 */
export function chanceOf({ candidate, baseline }: Unanswered, share = 0.5): number {
  return pAtLeast(candidate, candidate + baseline, share);
}

export function isRegression(unanswered: Unanswered, share?: number): boolean {
  return isWithin(chanceOf(unanswered, share), unansweredLevel);
}

export function isSuspect(unanswered: Unanswered): boolean {
  return isWithin(chanceOf(unanswered), suspectLevel);
}
