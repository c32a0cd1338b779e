/** What a metric of a single run is: printed into each file, and explained in docs/reference/metrics.md. */
export interface MetricSpec {
  /** Without the suffix that its type adds. */
  name: string;
  type: 'gauge' | 'histogram' | 'info';
  unit?: 'seconds';
  labels: readonly string[];
  help: string;
}

/** Every metric of a single run. The prefix tells them from those of a continuous run. */
export const runMetrics = {
  run: {
    name: 'pod_start_slo_run',
    type: 'info',
    labels: ['run_id', 'version', 'kubernetes', 'provider', 'via'],
    help: 'The run. Always 1.',
  },
  complete: {
    name: 'pod_start_slo_run_complete',
    type: 'gauge',
    labels: [],
    help: '1 if the run completed, 0 if it was interrupted or failed.',
  },
  finished: {
    name: 'pod_start_slo_run_finished_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    labels: [],
    help: 'Unix time at which the run ended. Absent before that.',
  },
  verdict: {
    name: 'pod_start_slo_run_verdict',
    type: 'gauge',
    labels: ['scenario', 'verdict'],
    help: '1 for the verdict of the scenario, 0 for the others. All are 0 if nothing was judged.',
  },
  iterations: {
    name: 'pod_start_slo_run_iterations',
    type: 'gauge',
    labels: ['scenario', 'outcome'],
    help: 'Starts by outcome, without warm-ups. A start that timed-out or failed never answered.',
  },
  starts: {
    name: 'pod_start_slo_run_start_duration_seconds',
    type: 'histogram',
    unit: 'seconds',
    labels: ['scenario'],
    help: 'Total of each judged start. A start that never answered is only in the bucket +Inf and makes the sum +Inf.',
  },
  statistic: {
    name: 'pod_start_slo_run_statistic_seconds',
    type: 'gauge',
    unit: 'seconds',
    labels: ['scenario', 'measure', 'statistic'],
    help: 'p50 to max of the total, of Ready and of each phase. +Inf if it is a start that never got there. Absent if unknown.',
  },
  limit: {
    name: 'pod_start_slo_run_limit_seconds',
    type: 'gauge',
    unit: 'seconds',
    labels: ['scenario', 'measure', 'objective'],
    help: 'Limit of an objective.',
  },
  observed: {
    name: 'pod_start_slo_run_observed_seconds',
    type: 'gauge',
    unit: 'seconds',
    labels: ['scenario', 'measure', 'objective'],
    help: 'Value that is judged against the limit. +Inf if it is a start that never got there. Absent if unknown.',
  },
  objective: {
    name: 'pod_start_slo_run_objective_verdict',
    type: 'gauge',
    labels: ['scenario', 'measure', 'objective', 'verdict'],
    help: '1 for the verdict of the objective, 0 for the others.',
  },
  change: {
    name: 'pod_start_slo_run_change_ratio',
    type: 'gauge',
    labels: ['scenario'],
    help: 'Time relative to the baseline: 1.02 is 2% slower. Absent without a comparison.',
  },
  policyRuns: {
    name: 'pod_start_slo_run_policy_runs',
    type: 'gauge',
    labels: ['scenario', 'result'],
    help: 'Runs of a policy scenario that is run step by step, by result.',
  },
} as const satisfies Record<string, MetricSpec>;

export type RunMetric = keyof typeof runMetrics;
