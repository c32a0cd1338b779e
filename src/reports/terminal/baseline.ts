import { verdictOf } from '../../core/comparison/verdict-of.ts';
import type { ScenarioResult } from '../../core/result.ts';
import { baselineText, comparisonSentence, largestChange } from '../wording/comparison.ts';
import { paragraph } from './paragraph.ts';
import type { Style } from '../wording/style.ts';
import { marks, verdictRoles } from './judgement.ts';

/** How the scenario compares with its baseline, the evidence, and the largest change. */
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
