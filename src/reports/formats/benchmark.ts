import type { Result, ScenarioResult } from '../../core/result.ts';
import { totalLabel } from '../figures/measures.ts';
import { literalScenarios } from '../policy/facts.ts';
import { cleanText } from '../wording/clean.ts';
import { countOf } from '../wording/count.ts';
import { beyondOf, formatTime } from '../wording/time.ts';
import { reasonsIn } from '../wording/breach.ts';
import { renderJson } from './json.ts';

/** An entry of the file; `range` and `extra` are shown with the value. */
interface Entry {
  name: string;
  value: number;
  unit: string;
  range?: string;
  extra?: string;
}

/**
 * What github-action-benchmark reads with `tool: customSmallerIsBetter`
 * (https://github.com/benchmark-action/github-action-benchmark#examples): smaller values are better.
 *
 * A statistic that is a start which never answered has no number that would be true, so it has no entry. The number of
 * these starts always has one: it raises an alert when it grows, and its `extra` says which statistics are missing.
 */
export function renderBenchmark(result: Result): string {
  const entries = [
    ...result.scenarios.flatMap((scenario) => entriesOf(scenario, result)),
    ...literalScenarios(result).map(({ scenario: { name, runs } }): Entry => ({
      name: `${name}: failed runs`,
      value: runs.filter(({ passed }) => !passed).length,
      unit: 'runs',
      extra: `of ${countOf(runs.length, 'run')}`,
    })),
  ];
  return renderJson(entries.map((entry) => ({ ...entry, name: cleanText(entry.name) })));
}

const statistics = ['p50', 'p95', 'max'] as const;

function entriesOf(scenario: ScenarioResult, result: Result): Entry[] {
  const { name, summary } = scenario;
  const extra = cleanLines([totalLabel(scenario), ...circumstances(scenario, result)]);
  const times = statistics.flatMap((statistic): Entry[] => {
    const value = summary[`${statistic}Ms`];
    return value === null
      ? []
      : [{ name: `${name}: ${statistic}`, value, unit: 'ms', range: rangeOf(scenario, statistic), extra }];
  });
  return [...times, unansweredEntry(scenario, result)];
}

/** The interval of the statistic that an objective states; otherwise the fastest and the slowest start. */
function rangeOf({ objectives, summary, timeoutMs }: ScenarioResult, statistic: string): string {
  const judged = objectives.find((each) => each.measure === 'total' && each.statistic === statistic);
  const [low, high] = judged?.evidence.intervalMs ?? [];
  if (typeof low === 'number' && typeof high === 'number')
    return `95% interval ${formatTime(low)} to ${formatTime(high)}`;
  const slowest = summary.maxMs === null ? beyondOf(summary, timeoutMs).value : formatTime(summary.maxMs);
  return `${formatTime(summary.minMs)} to ${slowest}`;
}

function unansweredEntry(scenario: ScenarioResult, result: Result): Entry {
  const { name, summary } = scenario;
  const value = summary.timedOut + summary.failed;
  const missing = statistics.filter((statistic) => summary[`${statistic}Ms`] === null);
  return {
    name: `${name}: starts without an answer`,
    value,
    unit: 'starts',
    range: `of ${summary.count}`,
    extra: cleanLines([
      ...(value === 0 ? [] : [reasonsIn(scenario)]),
      ...(value === 0 || missing.length === 0
        ? []
        : [`no value of ${missing.join(', ')}: a start that never answered`]),
      ...circumstances(scenario, result),
    ]),
  };
}

function circumstances(
  { summary, verdict }: ScenarioResult,
  { cluster, measurement, runId }: Result,
): string[] {
  return [
    `${summary.count - summary.timedOut - summary.failed} of ${countOf(summary.count, 'start')} answered; ${verdict ?? 'not judged'}`,
    `Kubernetes ${cluster.version}, ${countOf(cluster.nodes.length, 'node')}, path ${measurement.via ?? 'unknown'}`,
    `run ${runId}`,
  ];
}

function cleanLines(lines: readonly string[]): string {
  return lines.map(cleanText).join('\n');
}
