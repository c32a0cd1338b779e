/** Every metric of a continuous run: made, explained on /metrics and in docs/reference/metrics.md from here. */
export const metricTable = {
  start: {
    name: 'pod_start_slo_start_duration_seconds',
    type: 'histogram',
    labels: ['scenario'],
    help: 'Time from the intended start to the first answer, of the judged starts that answered.',
  },
  ready: {
    name: 'pod_start_slo_ready_duration_seconds',
    type: 'histogram',
    labels: ['scenario'],
    help: 'Time from the intended start until the pods were seen to be Ready, of the judged starts where that is known.',
  },
  phase: {
    name: 'pod_start_slo_phase_duration_seconds',
    type: 'histogram',
    labels: ['scenario', 'phase'],
    help: 'Time of each phase of the judged starts, where it is known. Phases overlap and do not add up to the total.',
  },
  iterations: {
    name: 'pod_start_slo_iterations_total',
    type: 'counter',
    labels: ['scenario', 'outcome'],
    help: 'Starts that have ended, warm-ups included, by their outcome.',
  },
  policyRuns: {
    name: 'pod_start_slo_policy_runs_total',
    type: 'counter',
    labels: ['scenario', 'result'],
    help: 'Runs of a policy scenario whose steps are carried out one by one, by their result.',
  },
  judged: {
    name: 'pod_start_slo_judged_iterations_total',
    type: 'counter',
    labels: ['scenario'],
    help: 'Starts that count: no warm-ups and no invalid ones. Of a policy scenario run step by step: its runs.',
  },
  slow: {
    name: 'pod_start_slo_slow_iterations_total',
    type: 'counter',
    labels: ['scenario', 'limit'],
    help: 'Judged starts over the limit, those that timed out or failed included. Of a policy scenario run step by step: its failed runs.',
  },
  limit: {
    name: 'pod_start_slo_limit_seconds',
    type: 'gauge',
    labels: ['scenario', 'limit'],
    help: 'The limit of an objective.',
  },
  ratio: {
    name: 'pod_start_slo_objective_ratio',
    type: 'gauge',
    labels: ['scenario', 'limit'],
    help: 'The share of starts that have to be within the limit: 0.95 for p95, 1 for max.',
  },
  quantile: {
    name: 'pod_start_slo_window_quantile_seconds',
    type: 'gauge',
    labels: ['scenario', 'limit'],
    help: 'The quantile that is judged, over the rolling window; +Inf where it never answered, NaN where it is unknown.',
  },
  window: {
    name: 'pod_start_slo_window_iterations',
    type: 'gauge',
    labels: ['scenario'],
    help: 'Judged starts in the rolling window.',
  },
  firing: {
    name: 'pod_start_slo_alert_firing',
    type: 'gauge',
    labels: ['scenario', 'limit'],
    help: '1 from the strong evidence of a violation until the quantile is within the limit again, else 0.',
  },
  lastSuccess: {
    name: 'pod_start_slo_last_success_timestamp_seconds',
    type: 'gauge',
    labels: ['scenario'],
    help: 'When a judged start answered last, Unix time; absent until one has.',
  },
  lastIteration: {
    name: 'pod_start_slo_last_iteration_timestamp_seconds',
    type: 'gauge',
    labels: ['scenario'],
    help: 'When a start ended last that was no warm-up, Unix time; absent until one has.',
  },
  missed: {
    name: 'pod_start_slo_missed_starts_total',
    type: 'counter',
    labels: ['scenario'],
    help: 'Intended starts that were skipped, since an earlier one was not over or there was no place in the cluster.',
  },
  clusterErrors: {
    name: 'pod_start_slo_cluster_errors_total',
    type: 'counter',
    labels: [],
    help: 'Times the cluster could not be reached, refused, or failed in the middle of a start.',
  },
  webhookFailures: {
    name: 'pod_start_slo_webhook_failures_total',
    type: 'counter',
    labels: [],
    help: 'Attempts to tell a webhook of an alert or a recovery that failed.',
  },
  build: {
    name: 'pod_start_slo_build_info',
    type: 'gauge',
    labels: ['version'],
    help: 'Always 1; the version is in its label.',
  },
} as const satisfies Record<string, MetricSpec>;

export interface MetricSpec {
  name: string;
  type: 'histogram' | 'counter' | 'gauge';
  labels: readonly string[];
  help: string;
}

export type MetricKey = keyof typeof metricTable;
