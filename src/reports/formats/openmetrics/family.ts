import { runMetrics, type MetricSpec, type RunMetric } from './table.ts';

export type Labels = Readonly<Record<string, string>>;

/** One start that stands for those of a bucket (https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars). */
export interface Exemplar {
  labels: Labels;
  value: number;
  unixSeconds: number;
}

/** One line of a metric. */
export interface Sample {
  /** Added to the name of the metric: `_bucket`, or nothing. */
  suffix: string;
  labels: Labels;
  value: number;
  exemplar?: Exemplar;
}

/** A metric with all its samples. */
export interface Family {
  spec: MetricSpec;
  samples: readonly Sample[];
}

/** A sample under the metric's own name. */
export function sample(value: number, labels: Labels = {}): Sample {
  return { suffix: '', labels, value };
}

/** 1 for the one of several values that holds and 0 for the others, each under the label `name`. */
export function oneOfStates(
  name: string,
  states: readonly string[],
  held: string | null,
  labels: Labels,
): Sample[] {
  return states.map((state) => sample(state === held ? 1 : 0, { ...labels, [name]: state }));
}

/** A metric. Series that occur twice, such as those of an objective that was given twice, are kept once. */
export function family(key: RunMetric, samples: readonly Sample[]): Family {
  const known = new Map(samples.map((each) => [JSON.stringify([each.suffix, each.labels]), each]));
  return { spec: runMetrics[key], samples: [...known.values()] };
}
