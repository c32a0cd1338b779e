import type { ErrorCode, PodStartSloError } from '../../core/errors.ts';
import { pastRun, type History } from '../../core/history.ts';
import type { Result } from '../../core/result.ts';
import { markdownSource, type Markdown } from '../../core/markdown.ts';
import { reportInMarkdown } from '../../reports/markdown/markdown.ts';
import { blocks, code, isNothing, list, gfm, nothing } from '../../reports/markdown/escape.ts';
import { trendOf } from '../../reports/markdown/trend.ts';
import type { End } from './conclusion.ts';
import { inActionWords } from './words.ts';

/** What GitHub takes of a step's summary; a larger one is refused as a whole. */
const mostBytes = 1024 * 1024;

/** The job summary: the report of what was measured, or else why nothing was. */
export function summaryOf(
  { result, failure }: End,
  resultPath: string | null,
  { history = null, beside = null }: { history?: History | null; beside?: string | null } = {},
): string {
  const told = beside === null ? nothing : gfm`${beside}`;
  if (result !== null)
    return cutMarkdown(
      textOf(blocks([reportInMarkdown(result), told, trendsOf(result, history)])),
      resultPath,
    );
  return failure === null ? '' : textOf(blocks([failureMarkdown(failure), told]));
}

function textOf(markdown: Markdown): string {
  return `${markdownSource(markdown)}\n`;
}

/** How each scenario went in the last runs of the branch, this one last. */
function trendsOf(result: Result, history: History | null): Markdown {
  if (history === null) return nothing;
  const runs = [...history.runs, pastRun(result, null)];
  const trends = result.scenarios.map(({ name }) => ({ name, trend: trendOf(name, runs) }));
  return blocks(
    trends
      .filter(({ trend }) => !isNothing(trend))
      .map(({ name, trend }) => gfm`### Trend of ${code(name)}\n\n${trend}`),
  );
}

const headings: Record<ErrorCode, string> = {
  usage: 'WRONG INPUTS',
  cluster: 'NO VERDICT',
  bug: 'NO VERDICT',
  interrupted: 'INTERRUPTED',
};

function failureMarkdown({ code: kind, message, facts }: PodStartSloError): Markdown {
  const word = headings[kind];
  const problems = (facts.problems ?? []).map(inActionWords).map(({ field, message: what, value, fix }) => {
    const got = value === undefined ? nothing : gfm` (got ${code(value)})`;
    return gfm`${code(field)}: ${what}${got}${fix === undefined ? nothing : gfm`<br>${fix}`}`;
  });
  const hint = facts.hint === undefined ? [] : [inActionWords(facts.hint)];
  const [first = ''] = message.split('\n');
  return blocks([gfm`**${word}**: ${first}`, list(problems), ...hint]);
}

/** As many whole lines as GitHub takes, and a note where some are missing. What was begun is ended before it. */
export function cutMarkdown(markdown: string, resultPath: string | null, most = mostBytes): string {
  if (Buffer.byteLength(markdown) <= most) return markdown;
  const where = resultPath === null ? nothing : gfm`; all of it is in ${code(resultPath)}`;
  const note = markdownSource(gfm`\n\n**The report is too long for this page and was cut here**${where}.\n`);
  const room = Math.max(0, most - Buffer.byteLength(note + closing.repeat(deepest)));
  const bytes = Buffer.from(markdown).subarray(0, room);
  const lines = bytes.subarray(0, bytes.lastIndexOf('\n') + 1).toString();
  const { text, open } = withoutOpenBlock(lines.split('\n'));
  return `${text.trimEnd()}${closing.repeat(open)}${note}`;
}

const closing = '\n\n</details>';
/** Parts that open on a click are not nested deeper anywhere. */
const deepest = 4;

/** Without the block of code that has no end: half a chart cannot be drawn. And how many parts have none. */
function withoutOpenBlock(lines: readonly string[]): { text: string; open: number } {
  let open = 0;
  let codeFrom: number | null = null;
  for (const [index, line] of lines.entries()) {
    if (line.startsWith('```')) codeFrom = codeFrom === null ? index : null;
    if (codeFrom !== null) continue;
    if (line.startsWith('<details')) open += 1;
    if (line === '</details>') open -= 1;
  }
  return { text: lines.slice(0, codeFrom ?? lines.length).join('\n'), open: Math.max(0, open) };
}
