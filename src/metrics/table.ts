/** Every metric of a continuous run, as /metrics serves it and docs/reference/metrics.md explains it. */
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
    help: 'Time from the intended start until the pods were observed Ready, of the judged starts where it is known.',
  },
  sli: {
    name: 'pod_start_slo_sli_duration_seconds',
    type: 'histogram',
    labels: ['scenario'],
    help: 'Pod start-up latency as Kubernetes defines it, without image pulls and init containers, of the judged starts where it is known exactly.',
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
    help: 'Completed starts by outcome, warm-ups included.',
  },
  policyRuns: {
    name: 'pod_start_slo_policy_runs_total',
    type: 'counter',
    labels: ['scenario', 'result'],
    help: 'Runs of a policy scenario that is run step by step, by result.',
  },
  judged: {
    name: 'pod_start_slo_judged_iterations_total',
    type: 'counter',
    labels: ['scenario'],
    help: 'Judged starts, that is all but warm-ups and invalid ones. For a policy scenario run step by step: its runs.',
  },
  slow: {
    name: 'pod_start_slo_slow_iterations_total',
    type: 'counter',
    labels: ['scenario', 'limit'],
    help: 'Judged starts over the limit, including those that timed out or failed. For a policy scenario run step by step: its failed runs.',
  },
  limit: {
    name: 'pod_start_slo_limit_seconds',
    type: 'gauge',
    labels: ['scenario', 'limit'],
    help: 'Limit of an objective.',
  },
  ratio: {
    name: 'pod_start_slo_objective_ratio',
    type: 'gauge',
    labels: ['scenario', 'limit'],
    help: 'Share of starts that must be within the limit: 0.95 for p95, 1 for max.',
  },
  quantile: {
    name: 'pod_start_slo_window_quantile_seconds',
    type: 'gauge',
    labels: ['scenario', 'limit'],
    help: 'Judged quantile over the rolling window. +Inf if it is a start that never answered, NaN if unknown.',
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
    help: '1 while the alert for this limit is firing, else 0.',
  },
  lastSuccess: {
    name: 'pod_start_slo_last_success_timestamp_seconds',
    type: 'gauge',
    labels: ['scenario'],
    help: 'Unix time at which a judged start last answered. Absent before the first.',
  },
  lastIteration: {
    name: 'pod_start_slo_last_iteration_timestamp_seconds',
    type: 'gauge',
    labels: ['scenario'],
    help: 'Unix time at which the last start other than a warm-up ended. Absent before the first.',
  },
  missed: {
    name: 'pod_start_slo_missed_starts_total',
    type: 'counter',
    labels: ['scenario'],
    help: 'Intended starts that were skipped because an earlier start was still running or the cluster was unavailable.',
  },
  clusterErrors: {
    name: 'pod_start_slo_cluster_errors_total',
    type: 'counter',
    labels: [],
    help: 'Number of times the cluster was unreachable, refused a request, or failed during a start.',
  },
  webhookFailures: {
    name: 'pod_start_slo_webhook_failures_total',
    type: 'counter',
    labels: [],
    help: 'Failed attempts to notify a webhook of an alert or a recovery.',
  },
  build: {
    name: 'pod_start_slo_build_info',
    type: 'gauge',
    labels: ['version'],
    help: 'Always 1. The version is a label.',
  },
} as const satisfies Record<string, MetricSpec>;

export interface MetricSpec {
  name: string;
  type: 'histogram' | 'counter' | 'gauge';
  labels: readonly string[];
  help: string;
}

export type MetricKey = keyof typeof metricTable;
