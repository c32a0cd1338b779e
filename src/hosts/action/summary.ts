import type { ErrorCode, PodStartSloError } from '../../core/errors.ts';
import { pastRun, type History } from '../../core/history.ts';
import type { Result } from '../../core/result.ts';
import { renderMarkdown } from '../../reports/markdown.ts';
import { code, escapeText } from '../../reports/markdown-escape.ts';
import { trendOf } from '../../reports/trend.ts';
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
  const told = beside === null ? '' : `\n${escapeText(beside)}\n`;
  if (result !== null)
    return cutMarkdown(renderMarkdown(result) + told + trendsOf(result, history), resultPath);
  return failure === null ? '' : failureMarkdown(failure) + told;
}

/** How each scenario went in the last runs of the branch, this one last. */
function trendsOf(result: Result, history: History | null): string {
  if (history === null) return '';
  const runs = [...history.runs, pastRun(result, null)];
  return result.scenarios
    .map(({ name }) => ({ name, trend: trendOf(name, runs) }))
    .filter(({ trend }) => trend !== '')
    .map(({ name, trend }) => `\n### Trend of ${code(name)}\n\n${trend}\n`)
    .join('');
}

const headings: Record<ErrorCode, string> = {
  usage: 'WRONG INPUTS',
  cluster: 'NO VERDICT',
  bug: 'NO VERDICT',
  interrupted: 'INTERRUPTED',
};

function failureMarkdown({ code: kind, message, facts }: PodStartSloError): string {
  const word = headings[kind];
  const problems = (facts.problems ?? []).map(inActionWords).map(({ field, message: what, value, fix }) => {
    const got = value === undefined ? '' : ` (got ${code(value)})`;
    return `- ${code(field)}: ${escapeText(what)}${got}${fix === undefined ? '' : `<br>${escapeText(fix)}`}`;
  });
  const hint = facts.hint === undefined ? [] : [escapeText(inActionWords(facts.hint))];
  const [first = ''] = message.split('\n');
  return `${[`**${word}**: ${escapeText(first)}`, problems.join('\n'), ...hint].filter((part) => part !== '').join('\n\n')}\n`;
}

/** As many whole lines as GitHub takes, and a note where some are missing. */
export function cutMarkdown(markdown: string, resultPath: string | null, most = mostBytes): string {
  if (Buffer.byteLength(markdown) <= most) return markdown;
  const where = resultPath === null ? '' : `; all of it is in ${code(resultPath)}`;
  const note = `\n\n**The report is too long for this page and was cut here**${where}.\n`;
  const closing = '\n\n</details>';
  const room = Math.max(0, most - Buffer.byteLength(note + closing));
  const bytes = Buffer.from(markdown).subarray(0, room);
  const lines = bytes.subarray(0, bytes.lastIndexOf('\n') + 1).toString();
  return `${lines.trimEnd()}${isOpen(lines) ? closing : ''}${note}`;
}

/** Whether a part that opens on a click has begun and not ended. */
function isOpen(markdown: string): boolean {
  return markdown.lastIndexOf('<details>') > markdown.lastIndexOf('</details>');
}
