import type { ScenarioResult } from '../../core/result.ts';
import { signedTime } from '../comparison.ts';
import { quantileCells } from '../markdown-details.ts';
import { markdownTable } from '../markdown-escape.ts';
import { isTotal, labelled, otherMeasures, readyLabel, totalLabel } from '../measures.ts';
import { beyondOf, formatLimit, missing } from '../time.ts';

/** p50, p95 and max of what was measured, of the baseline, and their limits. Four columns fit on a phone. */
export function latencyRows(scenario: ScenarioResult): string {
  const { summary, ready, timeoutMs } = scenario;
  if (summary.count === 0) return '';
  const { value: never, why } = beyondOf(summary, timeoutMs);
  const rows = [
    [`**${totalLabel(scenario)}**`, ...quantileCells(summary, `${never} (${why})`)],
    ...baselineRows(scenario, never),
    ...limitRow(scenario),
    [readyLabel(scenario), ...quantileCells(ready, never)],
    ...otherMeasures(scenario).map((other) => [labelled(other), ...quantileCells(other.distribution, never)]),
  ];
  return markdownTable(['', 'p50', 'p95', 'max'], rows, [1, 2, 3]);
}

function baselineRows({ summary, comparison }: ScenarioResult, never: string): string[][] {
  if (comparison === null) return [];
  const before = comparison.baseline.summary;
  const changes = (['p50Ms', 'p95Ms', 'maxMs'] as const).map((key) => changeOf(before[key], summary[key]));
  return [
    ['baseline', ...quantileCells(before, never)],
    ['change', ...changes],
  ];
}

function changeOf(before: number | null, now: number | null): string {
  return before === null || now === null ? missing : signedTime(now - before);
}

function limitRow({ objectives }: ScenarioResult): string[][] {
  const limits = ['p50', 'p95', 'max'].map((statistic) => {
    const found = objectives.find((each) => isTotal(each.measure) && each.statistic === statistic);
    return found === undefined ? '' : formatLimit(found.limitMs);
  });
  return limits.every((limit) => limit === '') ? [] : [['limit', ...limits.map((limit) => limit || missing)]];
}
