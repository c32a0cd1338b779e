import type { Verdict } from '../../core/result.ts';

interface Judged {
  verdict: Verdict | null;
}

const order: readonly (Verdict | null)[] = ['violated', 'inconclusive', null, 'met'];

/** Sorts violated before inconclusive, not judged and met. */
export function worstFirst(one: Judged, other: Judged): number {
  return order.indexOf(one.verdict) - order.indexOf(other.verdict);
}
