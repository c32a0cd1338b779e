import type { Markdown } from '../../core/markdown.ts';
import type { ScenarioResult } from '../../core/result.ts';
import { signedTime } from '../wording/comparison.ts';
import { quantileCells } from '../markdown/details.ts';
import { markdownTable, gfm, nothing, type Part } from '../markdown/escape.ts';
import { isTotal, labelled, otherMeasures, readyLabel, totalLabel } from '../figures/measures.ts';
import type { OtherMeasure } from '../figures/other-measure.ts';
import { limitRows } from '../figures/limit-row.ts';
import { beyondOf, missing } from '../wording/time.ts';

/** p50, p95 and max of what was measured, of the baseline, and their limits. Four columns fit on a phone. */
export function latencyRows(scenario: ScenarioResult): Markdown {
  const { summary, ready, timeoutMs } = scenario;
  if (summary.count === 0) return nothing;
  const { value: never, why } = beyondOf(summary, timeoutMs);
  const rows: Part[][] = [
    [gfm`**${totalLabel(scenario)}**`, ...quantileCells(summary, `${never} (${why})`)],
    ...baselineRows(scenario, never),
    ...limitRows(scenario, 'total'),
    [readyLabel(scenario), ...quantileCells(ready, never)],
    ...limitRows(scenario, 'ready'),
    ...otherMeasures(scenario).flatMap((other) => [
      [labelled(other), ...quantileCells(other.distribution, never)],
      ...limitsOf(scenario, other),
    ]),
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

/** That of the total stands below the total already. */
function limitsOf(scenario: ScenarioResult, { measure }: OtherMeasure): string[][] {
  return isTotal(measure) ? [] : limitRows(scenario, measure);
}
