import type { Comparison } from '../result-comparison.ts';
import type { Verdict } from '../result.ts';

const verdicts: Record<NonNullable<Comparison['verdict']>, Verdict> = {
  regression: 'violated',
  'no-regression-shown': 'met',
  inconclusive: 'inconclusive',
};

/** What a comparison means for the verdict of its scenario; null where it is only shown. */
export function verdictOf({ verdict }: Pick<Comparison, 'verdict'>): Verdict | null {
  return verdict === null ? null : verdicts[verdict];
}
