import { startBuckets } from '../../core/duration-buckets.ts';
import { judgedOf, measureOf } from '../../core/measure.ts';
import { outcomes, type IterationResult, type Result, type ScenarioResult } from '../../core/result.ts';
import { iterationContext, type Telemetry } from './traces.ts';
import { attributes, nanos, resourceOf, scopeOf } from './value.ts';

/** 2: values count from the start of the run. */
const cumulative = 2;

/** The number of data points, and the body of a request to `/v1/metrics` (opentelemetry-proto, ExportMetricsServiceRequest). */
export function metricsOf(result: Result, telemetry: Telemetry): { count: number; body: unknown } {
  const startTimeUnixNano = nanos(result.startedAt);
  const time = { startTimeUnixNano, timeUnixNano: nanos(result.finishedAt ?? result.startedAt) };
  const histogramPoints = result.scenarios.map((scenario) => ({
    ...time,
    ...histogramOf(scenario, result, telemetry),
  }));
  const countPoints = result.scenarios.flatMap((scenario) =>
    countsOf(scenario).map((point) => ({ ...time, ...point })),
  );
  const metrics = [
    {
      name: 'pod_start_slo.start.duration',
      description: 'First create request to first answer, of the judged starts',
      unit: 's',
      histogram: { aggregationTemporality: cumulative, dataPoints: histogramPoints },
    },
    {
      name: 'pod_start_slo.iterations',
      description: 'Iterations other than warm-ups, by outcome',
      unit: '{iteration}',
      sum: { aggregationTemporality: cumulative, isMonotonic: true, dataPoints: countPoints },
    },
  ];
  const resource = resourceOf(result, telemetry.serviceName);
  const body = { resourceMetrics: [{ resource, scopeMetrics: [{ scope: scopeOf(result), metrics }] }] };
  return { count: histogramPoints.length + countPoints.length, body };
}

interface Start {
  iteration: IterationResult;
  /** Infinity: it never answered. */
  seconds: number;
}

/** A start that never answered counts in the last bucket, and then there is no sum: JSON has no infinity. */
function histogramOf(scenario: ScenarioResult, result: Result, { parent }: Telemetry) {
  const starts = judgedOf(scenario.iterations).flatMap((iteration): Start[] => {
    const total = measureOf(iteration, 'total');
    return typeof total === 'number' ? [{ iteration, seconds: total / 1000 }] : [];
  });
  const explicitBounds = startBuckets(scenario.objectives, 'total');
  const buckets = [...explicitBounds, Infinity].map((bound, index) => {
    const above = explicitBounds[index - 1] ?? -Infinity;
    return starts.filter(({ seconds }) => seconds > above && seconds <= bound);
  });
  const sum = starts.reduce((total, { seconds }) => total + seconds, 0);
  return {
    attributes: attributes({ 'pod_start_slo.scenario': scenario.name }),
    count: String(starts.length),
    ...(Number.isFinite(sum) ? { sum } : {}),
    explicitBounds,
    bucketCounts: buckets.map((within) => String(within.length)),
    exemplars: buckets.flatMap((within) => {
      // The slowest start of a bucket is the one worth looking at.
      const [slowest] = within
        .filter(({ seconds }) => Number.isFinite(seconds))
        .toSorted((a, b) => b.seconds - a.seconds);
      if (slowest === undefined) return [];
      const { iteration, seconds } = slowest;
      return [
        {
          ...iterationContext(result, scenario.name, iteration.index, parent),
          timeUnixNano: nanos(iteration.startedAt, seconds * 1000),
          asDouble: seconds,
        },
      ];
    }),
  };
}

function countsOf({ name, iterations }: ScenarioResult) {
  const counted = iterations.filter(({ warmup }) => !warmup);
  return outcomes.map((outcome) => ({
    attributes: attributes({ 'pod_start_slo.scenario': name, 'pod_start_slo.outcome': outcome }),
    asInt: String(counted.filter((each) => each.outcome === outcome).length),
  }));
}
