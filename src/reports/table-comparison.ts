import type { ScenarioResult } from '../core/result.ts';
import { cleanText } from './clean.ts';
import type { Style } from './style.ts';
import { marks, verdictRoles } from './table-judgement.ts';
import { beyondOf, formatQuantile } from './time.ts';
import { displayWidth, fitInto, padEnd, padStart } from './width.ts';
import { commonTotalLabel } from './measures.ts';

const valueWidth = 10;
const longestName = 30;

/** Several scenarios side by side: time to the first answer and verdict of each. */
export function comparison(scenarios: readonly ScenarioResult[], style: Style): string[] {
  const names = scenarios.map(({ name }) => fitInto(cleanText(name), longestName));
  const nameWidth = Math.max(22, ...names.map(displayWidth)) + 2;
  const heads = ['p50', 'p95', 'max'].map((head) => padStart(head, valueWidth)).join('');
  return [
    style('heading', `${padEnd(`  ${commonTotalLabel(scenarios)}`, nameWidth)}${heads}`),
    ...scenarios.map(
      (scenario, index) =>
        `${padEnd(`  ${names[index] ?? ''}`, nameWidth)}${values(scenario)}   ${verdict(scenario, style)}`,
    ),
  ];
}

function values({ summary, timeoutMs }: ScenarioResult): string {
  const never = beyondOf(summary, timeoutMs).value;
  return [summary.p50Ms, summary.p95Ms, summary.maxMs]
    .map((ms) => padStart(formatQuantile(ms, summary.count, never), valueWidth))
    .join('');
}

function verdict({ verdict: word }: ScenarioResult, style: Style): string {
  return word === null ? 'not judged' : style(verdictRoles[word], `${marks[word]} ${word}`);
}
