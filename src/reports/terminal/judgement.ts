import type { ObjectiveResult, ScenarioResult, Verdict } from '../../core/result.ts';
import { evidenceOf, observedOf, verdictText } from '../wording/sentences.ts';
import { cleanText } from '../wording/clean.ts';
import type { Role, Style } from '../wording/style.ts';
import { paragraph } from './paragraph.ts';
import { formatTime } from '../wording/time.ts';
import { displayWidth, padEnd, padStart } from './width.ts';

export const marks: Record<Verdict, string> = { met: '✔', violated: '✘', inconclusive: '?' };
export const verdictRoles: Record<Verdict, Role> = { met: 'good', violated: 'bad', inconclusive: 'doubtful' };

/** Every objective with the observed value and its verdict, and the evidence below it. */
export function objectivesBlock(scenario: ScenarioResult, style: Style): string[] {
  const { objectives } = scenario;
  const expressionWidth = widest(objectives.map(({ expression }) => cleanText(expression)));
  const observedWidth = widest(objectives.map((objective) => observedOf(objective, scenario)));
  const line = (objective: ObjectiveResult): string => {
    const { verdict, expression } = objective;
    const paint = (text: string) => style(verdictRoles[verdict], text);
    const observed = padStart(observedOf(objective, scenario), observedWidth);
    return `  ${paint(marks[verdict])} ${padEnd(cleanText(expression), expressionWidth)}  ${observed}  ${paint(verdictText(objective))}`;
  };
  return objectives.flatMap((objective) => [
    line(objective),
    ...paragraph('    ', evidenceOf(objective), 'faint', style),
  ]);
}

function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(displayWidth));
}

/** What the timelines show to have cost time, the largest saving first. */
export function causesBlock({ causes }: ScenarioResult, style: Style): string[] {
  if (causes.length === 0) return [];
  return [
    style('heading', '  likely causes, with the approximate saving of each'),
    ...causes.flatMap(({ message, savesMs }) =>
      paragraph(`  ${padStart(formatTime(savesMs), 9)}   `, message, 'faint', (_, text) => text),
    ),
  ];
}
