import type { Verdict } from '../../core/result.ts';

interface Standing {
  verdict: Verdict | null;
}

const order: readonly (Verdict | null)[] = ['violated', 'inconclusive', null, 'met'];

/** Sorts what failed before what could not be told, what is not judged, and what holds. */
export function worstFirst(one: Standing, other: Standing): number {
  return order.indexOf(one.verdict) - order.indexOf(other.verdict);
}
