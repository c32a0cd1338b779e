import { signedPercent } from '../core/comparison/percent.ts';
import { verdictOf } from '../core/comparison/verdict-of.ts';
import type { Comparison, Distribution, ScenarioResult } from '../core/result.ts';
import { comparisonSentence, largestChange } from './comparison.ts';
import { paragraph } from './paragraph.ts';
import type { Style } from './style.ts';
import { marks, verdictRoles } from './table-judgement.ts';
import { missing } from './time.ts';

/** By how much p50, p95 and max have changed: `+25 %`. */
export function changesOf(before: Distribution, now: Distribution): string[] {
  return (['p50Ms', 'p95Ms', 'maxMs'] as const).map((key) => {
    const [from, to] = [before[key], now[key]];
    return from === null || to === null || from <= 0 ? missing : signedPercent(to / from);
  });
}

/** `docker.io/library/app:1.2, by turns`. */
export function baselineText({ kind, baseline }: Comparison): string {
  const commit = baseline.commit === null ? '' : `, commit ${baseline.commit}`;
  if (kind === 'duet') return `${baseline.label}, by turns in this run`;
  return `${baseline.label}, an earlier run${commit}`;
}

/** How the scenario stands beside its baseline, what that rests on, and what changed most. */
export function comparisonBlock(scenario: ScenarioResult, style: Style): string[] {
  const { comparison } = scenario;
  if (comparison === null) return [];
  const verdict = verdictOf(comparison);
  const [mark, role] = verdict === null ? (['·', 'faint'] as const) : [marks[verdict], verdictRoles[verdict]];
  const sentence = comparisonSentence(scenario);
  const { reason } = comparison;
  const change = largestChange(scenario);
  return [
    ...paragraph('  compared with ', baselineText(comparison), 'heading', style),
    ...paragraph(`  ${mark} `, sentence, role, style),
    ...(reason === null || sentence.includes(reason) ? [] : paragraph('    ', reason, 'faint', style)),
    ...(change === null ? [] : paragraph('    largest change: ', change, 'faint', style)),
  ];
}
