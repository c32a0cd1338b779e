import { expect, it } from 'vitest';
import { markdownSource } from '../../src/core/markdown.ts';
import type { Result } from '../../src/core/result.ts';
import { renderCommentSection } from '../../src/reports/comment/section.ts';
import { renderHtml } from '../../src/reports/html/html.ts';
import { renderMarkdown } from '../../src/reports/markdown.ts';
import { renderTable } from '../../src/reports/table.ts';
import { makeResult } from '../make-result.ts';

const [plain] = makeResult({ scenarios: [{ iterations: [] }] }).scenarios;

function resultOf(count: number): Result {
  const result = makeResult({ scenarios: [{ iterations: [] }] });
  if (plain === undefined) return result;
  const scenarios = Array.from({ length: count }, (_, index) => ({
    ...plain,
    name: `scenario ${index}`,
    condition: {
      kind: index % 2 === 0 ? ('as-is' as const) : ('cold-image' as const),
      ...{ of: `scenario ${index - (index % 2)}`, load: null },
    },
  }));
  return { ...result, scenarios };
}

/** The least of three, in CPU time of this process: what else runs on the machine is not counted. */
function cpuMs(work: () => unknown): number {
  const times = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

it.each([
  ['the comment', (result) => markdownSource(renderCommentSection(result))],
  ['Markdown', renderMarkdown],
  ['the table', renderTable],
  ['HTML', renderHtml],
] satisfies [string, (result: Result) => string][])(
  '%s takes time in proportion to the number of scenarios, not to its square',
  (_, render) => {
    const [few, many] = [resultOf(1000), resultOf(8000)];
    render(few);
    // 8 times as many; with the square it would be 64.
    expect(cpuMs(() => render(many)) / cpuMs(() => render(few))).toBeLessThan(28);
  },
);
