import { expect, it } from 'vitest';
import { markdownSource } from '../../src/core/markdown.ts';
import type { Result, ScenarioResult } from '../../src/core/result.ts';
import { longestComment } from '../../src/github/compose.ts';
import { renderCommentSection } from '../../src/reports/comment/section.ts';
import { renderHtml } from '../../src/reports/html/html.ts';
import { renderMarkdown } from '../../src/reports/markdown/markdown.ts';
import { sideBySide } from '../../src/reports/figures/side-by-side.ts';
import { renderTable } from '../../src/reports/terminal/table.ts';
import { makeResult, spread } from '../make-result.ts';

/** So many scenarios, every other one under a condition. */
function resultOf(count: number, facts: Parameters<typeof makeResult>[0]['scenarios'][number]): Result {
  const result = makeResult({ scenarios: [facts] });
  const scenarios = result.scenarios.flatMap((plain) =>
    Array.from({ length: count }, (_, index) => ({
      ...plain,
      name: `scenario ${index}`,
      condition: {
        kind: index % 2 === 0 ? ('as-is' as const) : ('cold-image' as const),
        ...{ of: `scenario ${index - (index % 2)}`, load: null },
      },
    })),
  );
  return { ...result, scenarios };
}

/** How often the scenarios were looked at: what takes the square of their number does so that often. */
function looksOf(count: number, render: (result: Result) => unknown): number {
  let looks = 0;
  const result = resultOf(count, { iterations: [] });
  const counting: ProxyHandler<ScenarioResult> = {
    get(scenario, field) {
      looks += 1;
      return Reflect.get(scenario, field) as unknown;
    },
  };
  render({ ...result, scenarios: result.scenarios.map((each) => new Proxy(each, counting)) });
  return looks;
}

it.each([
  ['the scenarios side by side', sideBySide],
  ['the comment', renderCommentSection],
  ['Markdown', renderMarkdown],
  ['the table', renderTable],
  ['HTML', renderHtml],
] satisfies [string, (result: Result) => unknown][])(
  'the work for %s grows with the number of scenarios, not with its square',
  (_, render) => {
    expect(looksOf(600, render) / looksOf(100, render)).toBeLessThan(6.5);
  },
);

it('a comment shows the worst scenarios that it has room for, and how many more there are', () => {
  const result = resultOf(500, { iterations: spread(20), objectives: ['p95 <= 30s'] });
  const [first, ...others] = result.scenarios;
  const last = first === undefined ? [] : [{ ...first, name: 'the bad one', verdict: 'violated' as const }];
  const text = markdownSource(renderCommentSection({ ...result, scenarios: [...others, ...last] }));
  expect(text.length).toBeLessThan(longestComment);
  expect(text).toContain('#### ❌ `the bad one`');
  expect(text).toContain('475 scenarios more: see the summary of the run.');
});
