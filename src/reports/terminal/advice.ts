import type { ScenarioResult } from '../../core/result.ts';
import { paragraph, tableWidth } from './paragraph.ts';
import { lastPodLogs } from '../figures/pod-logs.ts';
import type { Style } from '../wording/style.ts';
import { advicesOf } from '../wording/unanswered.ts';
import { hang } from './width.ts';

/** What to do about starts that never answered. */
export function adviceBlock(scenario: ScenarioResult, style: Style): string[] {
  const advices = advicesOf(scenario);
  if (advices.length === 0) return [];
  return [
    style('heading', '  what to do'),
    ...advices.flatMap((text) => paragraph('  · ', text, 'strong', (_, line) => line)),
  ];
}

/** The last log lines of the containers, where `--pod-logs` keeps them. */
export function podLogBlocks(scenario: ScenarioResult, style: Style): string[][] {
  return lastPodLogs(scenario).map(({ title, lines }) => [
    ...hang('  ', title, tableWidth).map((line) => style('heading', line)),
    ...lines.flatMap((line) => hang('  │ ', line, tableWidth).map((each) => each.trimEnd())),
  ]);
}
