import { formatDurationMs } from '../../core/duration.ts';
import type { Plan } from '../../core/plan.ts';
import type { Alert } from '../../core/watch/alert.ts';
import { printObserved } from '../../core/watch/alert.ts';
import type { WindowJudgement } from '../../core/watch/judge.ts';
import { printListenAddress } from '../../core/watch/plan.ts';
import { cleanText } from '../../reports/wording/clean.ts';
import { countOf } from '../../reports/wording/count.ts';
import type { Role } from '../../reports/wording/style.ts';
import type { WatchEvent } from '../../run/watch/ports.ts';
import { outcomeOf, whyOf } from '../shared/iteration-line.ts';
import type { HostEvent } from '../start-watch.ts';

export interface LogLine {
  level: 'info' | 'warning' | 'error';
  text: string;
  role?: Role;
}

/** What the log says of an event; null where it says nothing. */
export function logLineOf(
  event: WatchEvent | HostEvent,
  { scenarios }: Pick<Plan, 'scenarios'>,
): LogLine | null {
  const timeoutOf = (name: string): number => scenarios.find((each) => each.name === name)?.timeoutMs ?? 0;
  switch (event.kind) {
    case 'listening':
      return info(
        `metrics at http://${printListenAddress(event.address)}/metrics, health at http://${printListenAddress(event.health)}/healthz`,
      );
    case 'opened':
      return info(`measuring in ${event.where}, run ${event.runId}`);
    case 'warmed-up': {
      const { scenario, iteration } = event;
      return info(`${scenario} warm-up ${outcomeOf(iteration, timeoutOf(scenario))}${whyOf(iteration)}`);
    }
    case 'started':
      return startLine(event, timeoutOf(event.scenario));
    case 'ran':
      return runLine(event);
    case 'missed':
      return warning(
        `${event.scenario}: ${countOf(event.count, 'start')} skipped, since nothing could be started then`,
      );
    case 'alert':
      return alertLine(event.alert);
    case 'cluster-error':
      return event.isNew ? clusterLine(event) : null;
    case 'cluster-back':
      return info(
        `the cluster is reachable again after ${formatDurationMs(event.awayMs)} and ${countOf(event.errors, 'error')}`,
      );
    case 'swept':
      return info(`deleted leftovers of run ${event.runId}: ${event.deleted.join(', ')}`);
    case 'webhook-failed':
      return warning(`webhook ${event.where}: ${event.message}; ${event.gaveUp ? 'given up' : 'retrying'}`);
    case 'via':
      return info(`path: ${event.reason}`);
    case 'note':
      return event.level === 'warning' ? warning(event.message) : info(event.message);
  }
}

type Started = Extract<WatchEvent, { kind: 'started' }>;

/** `web #12 answered in 2.34 s (ready 1.24 s)   slo p95 <= 30s: 2.40 s of 12` */
function startLine({ scenario, number, iteration, entry, judgements }: Started, timeoutMs: number): LogLine {
  const late = entry.lateMs === 0 ? '' : `, ${formatDurationMs(entry.lateMs)} after its time`;
  const stands = judgements.map(judgementText).join(', ');
  const text = `${scenario} #${number} ${outcomeOf(iteration, timeoutMs)}${whyOf(iteration)}${late}`;
  return info(stands === '' ? text : `${text}   ${stands}`);
}

/** `kill #3 passed in 12.3 s   slo 95% of runs pass: 3 of 3` */
function runLine({
  scenario,
  number,
  run,
  entry,
  judgements,
}: Extract<WatchEvent, { kind: 'ran' }>): LogLine {
  const late = entry.lateMs === 0 ? '' : `, ${formatDurationMs(entry.lateMs)} after its time`;
  const stands = judgements.map(
    ({ name, objective, n, over }) => `${name} ${objective.expression}: ${n - over} of ${n}`,
  );
  const text = `${scenario} #${number} ${run.passed ? 'passed' : 'failed'} in ${formatDurationMs(run.ms)}${late}`;
  return info(`${text}   ${stands.join(', ')}`);
}

function judgementText({ name, objective, observedMs, n, over, verdict }: WindowJudgement): string {
  const beyond = verdict === 'met' || over === 0 ? '' : `, ${over} over`;
  return `${name} ${objective.expression}: ${printObserved(observedMs)} of ${n}${beyond}`;
}

function alertLine({ status, summary, description }: Alert): LogLine {
  return status === 'firing'
    ? { level: 'error', text: `ALERT ${summary}: ${description}`, role: 'bad' }
    : { level: 'info', text: `RECOVERED ${summary}: ${description}`, role: 'good' };
}

function clusterLine({ error, retryInMs }: Extract<WatchEvent, { kind: 'cluster-error' }>): LogLine {
  const { hint, problems = [] } = error.facts;
  const details = problems.map(({ field, message }) => `${field}: ${message}`);
  const again = retryInMs === 0 ? [] : [`retrying in ${formatDurationMs(retryInMs)}`];
  return warning([error.message, ...details, ...(hint === undefined ? [] : [hint]), ...again].join('; '));
}

function info(text: string): LogLine {
  return { level: 'info', text };
}

function warning(text: string): LogLine {
  return { level: 'warning', text, role: 'doubtful' };
}

/** Text from the cluster may hold anything; a log is read by line. */
export function printLine(
  { level, text, role }: LogLine,
  style: (role: Role, text: string) => string,
): string {
  const label = level === 'warning' ? 'warning: ' : '';
  const line = cleanTextKeepingGaps(`${label}${text}`);
  return role === undefined ? line : style(role, line);
}

function cleanTextKeepingGaps(text: string): string {
  return text.split('   ').map(cleanText).join('   ');
}
