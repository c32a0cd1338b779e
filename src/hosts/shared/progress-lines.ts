import { diagnosisLine } from '../../core/diagnosis/hints.ts';
import type { Scenario } from '../../core/plan.ts';
import type { Report, RunEvent } from '../../core/ports.ts';
import { cleanText } from '../../reports/wording/clean.ts';
import { changeText } from '../../reports/wording/comparison.ts';
import { countOf } from '../../reports/wording/count.ts';
import type { Style } from '../../reports/wording/style.ts';
import { formatTime } from '../../reports/wording/time.ts';
import { hang } from '../../reports/terminal/width.ts';
import { iterationLine } from './iteration-line.ts';
import { ScenarioLabels } from './scenario-labels.ts';

/**
 * Progress for a log: a line for each start, and what else happened. A log is searched by line: nothing is wrapped.
 * @param announces whether it says first what is measured
 */
export function logReport(
  say: (line: string) => void,
  style: Style,
  { announces }: { announces: boolean } = { announces: true },
): Report {
  let labels = new ScenarioLabels([]);
  return (event) => {
    if (event.kind === 'measuring') labels = new ScenarioLabels(event.scenarios);
    if (event.kind === 'iteration-ended') say(iterationLine(event, labels.of(event.scenario)));
    if (event.kind === 'measuring' && !announces) return;
    for (const line of milestone(event, style, Infinity, labels)) say(line);
  };
}

/** What deserves lines that stay. */
export function milestone(event: RunEvent, style: Style, width: number, labels: ScenarioLabels): string[] {
  switch (event.kind) {
    case 'note':
      return event.level === 'warning'
        ? warning(event.message, style, width)
        : faint(event.message, style, width);
    case 'via':
      return faint(`path: ${event.reason}`, style, width);
    case 'measuring':
      // A policy may leave nothing to measure.
      return event.scenarios.length === 0 ? [] : hang('measuring ', turnsText(event.scenarios), width);
    case 'iteration-ended':
      return unansweredLines(event, style, width, labels);
    case 'confirming':
      return hang('', labels.of(event.scenario) + cleanText(confirmation(event)), width).map((line) =>
        style('doubtful', line),
      );
    default:
      return [];
  }
}

/** `the warm-up was not answered: nothing listens on port 9999 of container web: check --port`. */
function unansweredLines(
  { scenario, iteration }: Extract<RunEvent, { kind: 'iteration-ended' }>,
  style: Style,
  width: number,
  labels: ScenarioLabels,
): string[] {
  const { warmup, diagnosis } = iteration;
  if (diagnosis === undefined) return [];
  const text = `${warmup ? 'the warm-up' : 'the start'} was not answered: ${diagnosisLine(diagnosis)}`;
  return hang('  ', labels.of(scenario) + cleanText(text), width).map((line) => style('doubtful', line));
}

/** `web`, or `web, api and worker alternately, in rounds`. */
export function turnsText(scenarios: readonly Scenario[]): string {
  const names = scenarios.map(({ name }) => cleanText(name));
  const last = names.pop() ?? '';
  return names.length === 0 ? last : `${names.join(', ')} and ${last} alternately, in rounds`;
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
