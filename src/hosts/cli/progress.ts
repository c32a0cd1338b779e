import type { Report, RunEvent } from '../../core/ports.ts';
import { cleanText } from '../../reports/clean.ts';
import type { Style } from '../../reports/style.ts';
import { formatTime } from '../../reports/time.ts';
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
    for (const line of milestone(event, style)) say(line);
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
    for (const line of milestone(event, style)) say(line);
    status.follow(event);
    area.changed();
  };
  return { report, say, stop: () => area.close() };
}

/** What deserves a line that stays. */
function milestone(event: RunEvent, style: Style): string[] {
  switch (event.kind) {
    case 'note':
      return [
        event.level === 'warning'
          ? `${style('doubtful', 'warning:')} ${cleanText(event.message)}`
          : style('faint', cleanText(event.message)),
      ];
    case 'via':
      return [style('faint', `path: ${cleanText(event.reason)}`)];
    case 'scenario-started':
      return [`measuring ${style('strong', cleanText(event.scenario.name))}`];
    case 'confirming':
      return [style('doubtful', confirmation(event))];
    default:
      return [];
  }
}

function confirmation({ objectives, moreIterations }: Extract<RunEvent, { kind: 'confirming' }>): string {
  const open = objectives.filter(({ verdict }) => verdict === 'inconclusive');
  const beyond = open.map(({ expression, observedMs }) => `${expression} (${formatTime(observedMs)} so far)`);
  return `not settled yet: ${beyond.join(', ')}; ${moreIterations} more iterations`;
}
