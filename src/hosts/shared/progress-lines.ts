import type { Report, RunEvent } from '../../core/ports.ts';
import { cleanText } from '../../reports/clean.ts';
import { changeText } from '../../reports/comparison.ts';
import { countOf } from '../../reports/sentences.ts';
import type { Style } from '../../reports/style.ts';
import { formatTime } from '../../reports/time.ts';
import { hang } from '../../reports/width.ts';
import { iterationLine } from './iteration-line.ts';

/** Progress for a log: a line for each start, and what else happened. A log is searched by line: nothing is wrapped. */
export function logReport(say: (line: string) => void, style: Style): Report {
  return (event) => {
    if (event.kind === 'iteration-ended') say(iterationLine(event));
    for (const line of milestone(event, style, Infinity)) say(line);
  };
}

/** What deserves lines that stay. */
export function milestone(event: RunEvent, style: Style, width: number): string[] {
  switch (event.kind) {
    case 'note':
      return event.level === 'warning'
        ? warning(event.message, style, width)
        : faint(event.message, style, width);
    case 'via':
      return faint(`path: ${event.reason}`, style, width);
    case 'scenario-started':
      return [`measuring ${style('strong', cleanText(event.scenario.name))}`];
    case 'confirming':
      return hang('', cleanText(confirmation(event)), width).map((line) => style('doubtful', line));
    default:
      return [];
  }
}

function warning(message: string, style: Style, width: number): string[] {
  const label = 'warning:';
  return hang(`${label} `, cleanText(message), width).map((line) =>
    line.startsWith(label) ? style('doubtful', label) + line.slice(label.length) : line,
  );
}

function faint(text: string, style: Style, width: number): string[] {
  return hang('', cleanText(text), width).map((line) => style('faint', line));
}

function confirmation(event: Extract<RunEvent, { kind: 'confirming' }>): string {
  const { objectives, comparison, moreIterations } = event;
  const open = objectives.filter(({ verdict }) => verdict === 'inconclusive');
  const beyond = open.map(({ expression, observedMs }) => `${expression} (${formatTime(observedMs)} so far)`);
  const ratio = comparison?.ratio ?? null;
  const change = ratio === null ? [] : [`${changeText(ratio)} so far`];
  const more = countOf(moreIterations, comparison === undefined ? 'more iteration' : 'more pair');
  return `not settled yet: ${[...beyond, ...change].join(', ')}; ${more}`;
}
