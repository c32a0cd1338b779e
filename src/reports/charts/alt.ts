import { judgedOf } from '../../core/measure.ts';
import type { ScenarioResult } from '../../core/result.ts';
import { iterationsOf } from '../wording/circumstances.ts';
import { countOf } from '../wording/count.ts';
import { beyondOf, formatQuantile, formatTime } from '../wording/time.ts';
import { isJudged, type Limit, limitsOf, pointsOf } from './points.ts';
import type { Row } from './steps.ts';
import { capital, totalLabel } from '../figures/measures.ts';

/** What the chart of iterations says, in words. */
export function iterationsAlt(scenario: ScenarioResult): string {
  const parts = [
    `${capital(totalLabel(scenario))} of ${iterationsOf(scenario)}, in order`,
    rangeOf(scenario),
    ...endsOf(scenario),
    ...limitsOf(scenario).map((limit) => limitAlt(limit, scenario)),
  ];
  return sentences(parts);
}

/** What the distribution says, in words. */
export function distributionAlt(scenario: ScenarioResult): string {
  const { summary, timeoutMs } = scenario;
  const never = beyondOf(summary, timeoutMs).value;
  const quantiles = [
    ['p50', summary.p50Ms],
    ['p95', summary.p95Ms],
  ] as const;
  return sentences([
    `Distribution of the ${totalLabel(scenario)} of ${countOf(summary.count, 'judged iteration')}`,
    rangeOf(scenario),
    quantiles.map(([name, ms]) => `${name} ${formatQuantile(ms, summary.count, never)}`).join(', '),
    ...endsOf(scenario),
    ...limitsOf(scenario).map((limit) => limitAlt(limit, scenario)),
  ]);
}

/** What the waterfall says, in words. */
export function waterfallAlt(scenario: ScenarioResult, rows: readonly Row[]): string {
  const partly = rows.filter(({ segments }) => segments.some(({ step }) => step === 'unseen')).length;
  return sentences([
    `One bar for each of ${countOf(rows.length, 'iteration')}: scheduling, sandbox, image, containers, then waiting for the answer`,
    rangeOf(scenario),
    partly === 0 ? null : `in ${partly} some steps were not seen`,
    'the table of all iterations has the numbers',
  ]);
}

function rangeOf({ summary }: ScenarioResult): string | null {
  const { minMs, maxMs } = summary;
  if (minMs === null) return null;
  return maxMs === null
    ? `the fastest took ${formatTime(minMs)}`
    : `from ${formatTime(minMs)} to ${formatTime(maxMs)}`;
}

function endsOf({ summary }: ScenarioResult): string[] {
  const counts = [
    [summary.timedOut, 'timed out'],
    [summary.failed, 'failed'],
    [summary.invalid, 'invalid and not counted'],
  ] as const;
  return counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
}

/** `p95 limit 30 s: 2 of 20 over it`. */
function limitAlt({ limitMs, label }: Limit, scenario: ScenarioResult): string {
  const judged = pointsOf(scenario).filter(isJudged);
  const over = judged.filter(({ kind, totalMs }) => kind !== 'unknown' && (totalMs ?? Infinity) > limitMs);
  return `${label}: ${over.length} of ${judgedOf(scenario.iterations).length} over it`;
}

function sentences(parts: readonly (string | null)[]): string {
  return `${parts.filter((part) => part !== null).join('; ')}.`;
}
