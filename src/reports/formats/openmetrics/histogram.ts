import { startBuckets } from '../../../core/duration-buckets.ts';
import { judgedOf, measureOf } from '../../../core/measure.ts';
import type { IterationResult, Result, ScenarioResult } from '../../../core/result.ts';
import { startNumbers } from '../../wording/start-number.ts';
import { canonical } from './number.ts';
import type { Exemplar, Labels, Sample } from './family.ts';

interface Start {
  iteration: IterationResult;
  /** Infinity: it never answered. */
  seconds: number;
}

/**
 * The judged starts of a scenario as a cumulative histogram. A start that never answered counts in the bucket +Inf, so
 * that no quantile or mean made of it is better than the truth. One whose total is unknown is not counted.
 */
export function histogramOf(scenario: ScenarioResult, { runId }: Pick<Result, 'runId'>): Sample[] {
  const labels = { scenario: scenario.name };
  const starts = startsOf(scenario);
  const numbers = startNumbers(scenario);
  const bounds = [...startBuckets(scenario.objectives, 'total'), Infinity];
  const buckets = bounds.map((bound, index): Sample => {
    const above = bounds[index - 1] ?? -Infinity;
    const within = starts.filter(({ seconds }) => seconds > above && seconds <= bound);
    const exemplar = exemplarOf(within, numbers, runId);
    return {
      suffix: '_bucket',
      labels: { ...labels, le: canonical(bound) },
      value: starts.filter(({ seconds }) => seconds <= bound).length,
      ...(exemplar === null ? {} : { exemplar }),
    };
  });
  const sum = starts.reduce((total, { seconds }) => total + seconds, 0);
  return [
    ...buckets,
    { suffix: '_count', labels, value: starts.length },
    { suffix: '_sum', labels, value: sum },
  ];
}

function startsOf({ iterations }: ScenarioResult): Start[] {
  return judgedOf(iterations).flatMap((iteration) => {
    const total = measureOf(iteration, 'total');
    return typeof total === 'number' ? [{ iteration, seconds: total / 1000 }] : [];
  });
}

/** OpenMetrics allows so many characters in the labels of an exemplar, names included. */
const mostCharacters = 128;

/** The slowest start of a bucket that answered: the one worth looking at. Null where there is none. */
function exemplarOf(
  starts: readonly Start[],
  numbers: ReadonlyMap<number, string>,
  runId: string,
): Exemplar | null {
  const [slowest] = starts
    .filter(({ seconds }) => Number.isFinite(seconds))
    .toSorted((a, b) => b.seconds - a.seconds);
  if (slowest === undefined) return null;
  const { iteration, seconds } = slowest;
  const start: Labels = { start: numbers.get(iteration.index) ?? '' };
  const named: Labels = { run_id: runId, ...start };
  return {
    // The identifier of a merged result holds those of all its runs.
    labels: Object.entries(named).flat().join('').length <= mostCharacters ? named : start,
    value: seconds,
    unixSeconds: Date.parse(iteration.startedAt) / 1000 + seconds,
  };
}
