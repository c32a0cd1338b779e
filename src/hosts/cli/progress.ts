import type { Report } from '../../core/ports.ts';
import type { Style } from '../../reports/wording/style.ts';
import type { LiveClock } from '../shared/live-clock.ts';
import { LiveStatus } from '../shared/live-status.ts';
import { logReport, milestone } from '../shared/progress-lines.ts';
import { ScenarioLabels } from '../shared/scenario-labels.ts';
import { LiveArea } from './live-area.ts';
import { columnsOf, type Output } from './streams.ts';
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
  const inLog = logReport(say, style);
  const report: Report = (event) => {
    if (event.kind === 'pod-row' && watchPods) printPod(event.row);
    inLog(event);
  };
  return { report, say, stop: () => undefined };
}

function liveProgress({ stream, style, clock, watchPods }: ProgressOptions): Progress {
  const status = new LiveStatus(clock.nowMs);
  const area = new LiveArea(stream, clock, (width) => status.lines(width, style));
  const say = (line: string): void => area.printAbove(line);
  const printPod = podPrinter(say);
  let labels = new ScenarioLabels([]);
  const report: Report = (event) => {
    if (event.kind === 'measuring') labels = new ScenarioLabels(event.scenarios);
    if (event.kind === 'pod-row' && watchPods) printPod(event.row);
    for (const line of milestone(event, style, columnsOf(stream), labels)) say(line);
    status.follow(event);
    area.changed();
  };
  return { report, say, stop: () => area.close() };
}
