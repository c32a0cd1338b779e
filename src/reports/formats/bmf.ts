import type { Result, ScenarioResult } from '../../core/result.ts';
import { literalScenarios } from '../policy/facts.ts';
import { cleanText } from '../wording/clean.ts';
import { renderJson } from './json.ts';

/** A value of a measure, with what it lay between. */
interface Metric {
  value: number;
  lower_value?: number;
  upper_value?: number;
}

type Measures = Record<string, Metric>;

/**
 * Bencher Metric Format (https://bencher.dev/docs/reference/bencher-metric-format): a benchmark for each scenario.
 *
 * `latency` is Bencher's own measure, in nanoseconds: the median total, from the fastest to the slowest start. The names
 * of the other measures hold their units. A statistic that is a start which never answered has no number that would be
 * true, so its measure is left out; `unanswered-starts` counts these starts, and is what a threshold has to be set on.
 */
export function renderBmf(result: Result): string {
  const benchmarks = [
    ...result.scenarios.map((scenario): [string, Measures] => [scenario.name, measuresOf(scenario)]),
    ...literalScenarios(result).map(({ scenario: { name, runs } }): [string, Measures] => [
      name,
      { runs: { value: runs.length }, 'failed-runs': { value: runs.filter(({ passed }) => !passed).length } },
    ]),
  ];
  return renderJson(Object.fromEntries(benchmarks.map(([name, measures]) => [cleanText(name), measures])));
}

function measuresOf({ summary, ready, sli }: ScenarioResult): Measures {
  const { count, timedOut, failed, invalid, minMs, p50Ms, p95Ms, maxMs } = summary;
  return {
    ...(p50Ms === null
      ? {}
      : {
          latency: {
            value: nanoseconds(p50Ms),
            ...(minMs === null ? {} : { lower_value: nanoseconds(minMs) }),
            ...(maxMs === null ? {} : { upper_value: nanoseconds(maxMs) }),
          },
        }),
    ...known('p95-ms', p95Ms),
    ...known('max-ms', maxMs),
    ...known('ready-p50-ms', ready.p50Ms),
    ...known('ready-p95-ms', ready.p95Ms),
    ...known('sli-p50-ms', sli?.p50Ms ?? null),
    ...known('sli-p95-ms', sli?.p95Ms ?? null),
    starts: { value: count },
    'unanswered-starts': { value: timedOut + failed },
    'invalid-starts': { value: invalid },
  };
}

function known(name: string, ms: number | null): Measures {
  return ms === null ? {} : { [name]: { value: ms } };
}

function nanoseconds(ms: number): number {
  return Math.round(ms * 1e6);
}
