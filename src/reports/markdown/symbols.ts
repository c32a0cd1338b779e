import type { Verdict } from '../../core/result.ts';

/** Verdicts in Markdown. */
export const symbols: Record<Verdict, string> = { met: '✅', violated: '❌', inconclusive: '⚠️' };
