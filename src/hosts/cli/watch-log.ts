import { messageOf, PodStartSloError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import type { Alert } from '../../core/watch/alert.ts';
import type { WindowJudgement } from '../../core/watch/judge.ts';
import { renderJsonLine } from '../../reports/formats/json.ts';
import type { Style } from '../../reports/wording/style.ts';
import type { WatchEvent } from '../../run/watch/ports.ts';
import type { HostEvent } from '../start-watch.ts';
import type { Output } from './streams.ts';
import { logLineOf, printLine, type LogLine } from './watch-lines.ts';

export interface WatchLogOptions {
  stream: Output;
  style: Style;
  format: 'text' | 'json';
  quiet: boolean;
  /** Null before there is one. */
  plan: Plan | null;
  now: () => Date;
}

export interface WatchLog {
  tell: (event: WatchEvent | HostEvent) => void;
  /** A line of its own. */
  say: (line: LogLine) => void;
  /** What ends it. */
  fail: (error: unknown) => void;
}

/** The log of a continuous run: a line for each start, and what else happened. */
export function watchLog(options: WatchLogOptions): WatchLog {
  const { stream, style, format, quiet, plan, now } = options;
  const write = (line: LogLine, facts: object): void => {
    if (quiet && line.level === 'info' && line.role === undefined) return;
    const time = now().toISOString();
    const { level, text } = line;
    const shown =
      format === 'json'
        ? renderJsonLine({ time, level, ...facts, message: text })
        : `${style('faint', time.replace(/\.\d+Z/, 'Z'))} ${printLine(line, style)}`;
    stream.write(`${shown}\n`);
  };
  return {
    say: (line) => write(line, { event: 'note' }),
    fail(error) {
      const interrupted = error instanceof PodStartSloError && error.code === 'interrupted';
      const role = interrupted ? 'doubtful' : 'bad';
      write({ level: interrupted ? 'warning' : 'error', text: messageOf(error), role }, errorFacts(error));
    },
    tell(event) {
      const line = logLineOf(event, plan ?? { scenarios: [] });
      if (line !== null) write(line, factsOf(event));
    },
  };
}

/** Everything that a person would be shown. */
function errorFacts(error: unknown): object {
  if (!(error instanceof PodStartSloError)) return { event: 'error', code: 'unexpected' };
  const { problems = [], hint = null } = error.facts;
  return { event: 'error', code: error.code, problems, hint };
}

/** What a program wants to know of an event, beside the words for people. */
function factsOf(event: WatchEvent | HostEvent): object {
  const { kind } = event;
  switch (event.kind) {
    case 'started':
      return { event: 'start', ...startFacts(event) };
    case 'ran':
      return { event: 'run', ...runFacts(event) };
    case 'warmed-up':
      return {
        event: kind,
        scenario: event.scenario,
        outcome: event.iteration.outcome,
        totalMs: event.iteration.totalMs,
      };
    case 'missed':
      return { event: kind, scenario: event.scenario, count: event.count };
    case 'alert':
      return { event: kind, ...alertFacts(event.alert) };
    case 'opened':
    case 'swept':
      return { event: kind, runId: event.runId };
    case 'cluster-error':
      return { event: kind, status: event.error.facts.status ?? null, retryInMs: event.retryInMs };
    case 'cluster-back':
      return { event: kind, awayMs: event.awayMs, errors: event.errors };
    default:
      return { event: kind };
  }
}

function startFacts({
  scenario,
  number,
  iteration,
  entry,
  judgements,
}: Extract<WatchEvent, { kind: 'started' }>) {
  const {
    outcome,
    reason,
    message: detail,
    diagnosis = null,
    startedAt,
    totalMs,
    readyMs,
    sliMs,
    phases,
    nodeName,
  } = iteration;
  const { lateMs } = entry;
  const intendedAt = new Date(entry.atUnixMs).toISOString();
  const measured = {
    outcome,
    reason,
    detail,
    diagnosis,
    intendedAt,
    startedAt,
    lateMs,
    totalMs,
    readyMs,
    sliMs,
    phases,
    nodeName,
  };
  return { scenario, number, ...measured, window: judgements.map(judgementFacts) };
}

function runFacts({ scenario, number, run, entry, judgements }: Extract<WatchEvent, { kind: 'ran' }>) {
  const { passed, startedAt, ms, steps } = run;
  const { lateMs } = entry;
  const intendedAt = new Date(entry.atUnixMs).toISOString();
  return {
    scenario,
    number,
    passed,
    intendedAt,
    startedAt,
    lateMs,
    ms,
    steps,
    window: judgements.map(judgementFacts),
  };
}

function judgementFacts({ name, objective, verdict, observedMs, n, over }: WindowJudgement) {
  return { limit: name, objective: objective.expression, verdict, ...observed(observedMs), n, over };
}

function alertFacts({ id, status, scenario, limit, severity, objective, observedMs }: Alert) {
  return { id, status, scenario, limit, severity, objective, ...observed(observedMs) };
}

/** JSON knows no infinity. */
function observed(ms: number | null) {
  return { observedMs: Number.isFinite(ms) ? ms : null, neverAnswered: ms === Infinity };
}
