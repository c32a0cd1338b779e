import type { Verdict } from '../result.ts';
import { unknownShare, type Rules } from '../objective-state.ts';
import { invalidAllowed, judgeObjective } from '../verdict.ts';
import type { WatchLimit } from './limits.ts';
import { invalidIn, judgedIn, valuesIn, type WindowEntry } from './window.ts';

/** Where a window stands with one of its limits. */
export interface WindowJudgement extends WatchLimit {
  /**
   * violated: beyond the limit, and the chance of that if it held is at most 1% (a maximum: one breach is enough);
   * met: within the limit; inconclusive: beyond without such evidence, or nothing can be said.
   */
  verdict: Verdict;
  /** The quantile: +∞ where it falls on a start that never answered, null where it is unknown. */
  observedMs: number | null;
  /** Starts that it was judged on, and those of them over the limit. */
  n: number;
  over: number;
  /** The chance of so many over the limit if it held; null for a maximum. */
  pViolated: number | null;
  reason: string;
}

/** Every start is a look at the evidence, and none is the last. */
const rules: Rules = { rule: 'observed', iterations: 1, maxIterations: Number.MAX_SAFE_INTEGER, step: 1 };

/** A window judged against a limit, by the definitions that runs are judged by. */
export function judgeWindow(window: readonly WindowEntry[], limit: WatchLimit): WindowJudgement {
  const { objective } = limit;
  const result = judgeObjective(objective, valuesIn(window, objective.measure), rules);
  const { n, over, unknown, pViolated } = result.evidence;
  const doubted = result.verdict !== 'violated' && tooManyInvalid(window);
  const isUnknown = n === 0 || unknown > (n + unknown) * unknownShare;
  return {
    ...limit,
    verdict: doubted ? 'inconclusive' : result.verdict,
    observedMs: isUnknown ? null : (result.observedMs ?? Infinity),
    n,
    over,
    pViolated,
    reason: `${doubted ? `too many starts were invalid (${invalidIn(window)}); ` : ''}${result.reason ?? ''}`,
  };
}

function tooManyInvalid(window: readonly WindowEntry[]): boolean {
  return invalidIn(window) > invalidAllowed(judgedIn(window).length);
}
