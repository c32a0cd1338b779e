import type { Report, RunEvent } from '../../core/ports.ts';
import { cleanText } from '../../reports/clean.ts';
import { tableWidth } from '../../reports/paragraph.ts';
import type { Style } from '../../reports/style.ts';
import { formatTime } from '../../reports/time.ts';
import { hang } from '../../reports/width.ts';
import { iterationLine } from './iteration-line.ts';
import { LiveArea, type LiveClock } from './live-area.ts';
import { LiveStatus } from './live-status.ts';
import type { Output } from './streams.ts';
import { podPrinter } from './watch-pods.ts';

export interface Progress {
  report: Report;
  /** Prints a line of its own, above whatever is live. */
  say: (line: string) => void;
  /** Takes the live lines away. */
  stop: () => void;
}

export interface ProgressOptions {
  stream: Output;
  style: Style;
  clock: LiveClock;
  quiet: boolean;
  watchPods: boolean;
  /** Whether lines may be repainted in place. */
  live: boolean;
}

/** What is told while a run goes on: repainted lines on a terminal, one line an iteration in logs, or nothing. */
export function startProgress(options: ProgressOptions): Progress {
  const { stream, quiet } = options;
  const say = (line: string): void => void stream.write(`${line}\n`);
  if (quiet) return { report: () => undefined, say, stop: () => undefined };
  return options.live ? liveProgress(options) : plainProgress(options, say);
}

function plainProgress({ style, watchPods }: ProgressOptions, say: (line: string) => void): Progress {
  const printPod = podPrinter(say);
  const report: Report = (event) => {
    if (event.kind === 'pod-row' && watchPods) printPod(event.row);
    if (event.kind === 'iteration-ended') say(iterationLine(event));
    // A log is searched line by line: nothing is wrapped.
    for (const line of milestone(event, style, Infinity)) say(line);
  };
  return { report, say, stop: () => undefined };
}

function liveProgress({ stream, style, clock, watchPods }: ProgressOptions): Progress {
  const status = new LiveStatus(clock.nowMs);
  const area = new LiveArea(stream, clock, (width) => status.lines(width, style));
  const say = (line: string): void => area.printAbove(line);
  const printPod = podPrinter(say);
  const report: Report = (event) => {
    if (event.kind === 'pod-row' && watchPods) printPod(event.row);
    for (const line of milestone(event, style, stream.columns ?? tableWidth)) say(line);
    status.follow(event);
    area.changed();
  };
  return { report, say, stop: () => area.close() };
}

/** What deserves lines that stay. */
function milestone(event: RunEvent, style: Style, width: number): string[] {
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

function confirmation({ objectives, moreIterations }: Extract<RunEvent, { kind: 'confirming' }>): string {
  const open = objectives.filter(({ verdict }) => verdict === 'inconclusive');
  const beyond = open.map(({ expression, observedMs }) => `${expression} (${formatTime(observedMs)} so far)`);
  return `not settled yet: ${beyond.join(', ')}; ${moreIterations} more iterations`;
}
