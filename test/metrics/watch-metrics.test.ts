import { describe, expect, it } from 'vitest';
import { startBuckets } from '../../src/core/duration-buckets.ts';
import { metricTable } from '../../src/metrics/table.ts';
import { WatchMetrics, type ScenarioNow } from '../../src/metrics/watch-metrics.ts';
import { objective } from '../core/judging-fixtures.ts';
import { makeIteration, neverAnswered } from '../make-result.ts';

const limits = [
  { name: 'slo', objective: objective('p95 <= 2.5s') },
  { name: 'sla', objective: objective('max <= 60s') },
];
const passing = { name: 'slo', objective: objective('p95 <= 10m') };
const nothing: ScenarioNow = {
  judged: 0,
  judgements: [],
  firing: [],
  lastIterationUnixMs: null,
  lastSuccessUnixMs: null,
};

function metrics() {
  return new WatchMetrics([{ name: 'web "1"', of: 'starts', limits }], '1.2.3');
}

/** The value of a series as the text of a scrape has it; null where there is none. */
function valueIn(text: string, series: string): string | null {
  return (
    text
      .split('\n')
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1) ?? null
  );
}

const of = String.raw`scenario="web \"1\""`;

describe('a scrape', () => {
  it('has every counter at 0 and every limit before the first start, and no time that is not known', async () => {
    const text = await metrics().render(() => nothing);
    for (const outcome of ['answered', 'timed-out', 'failed', 'invalid'])
      expect(valueIn(text, `pod_start_slo_iterations_total{${of},outcome="${outcome}"}`)).toBe('0');
    expect(valueIn(text, `pod_start_slo_slow_iterations_total{${of},limit="sla"}`)).toBe('0');
    expect(valueIn(text, 'pod_start_slo_cluster_errors_total')).toBe('0');
    expect(valueIn(text, `pod_start_slo_limit_seconds{${of},limit="slo"}`)).toBe('2.5');
    expect(valueIn(text, `pod_start_slo_objective_ratio{${of},limit="slo"}`)).toBe('0.95');
    expect(valueIn(text, `pod_start_slo_objective_ratio{${of},limit="sla"}`)).toBe('1');
    expect(valueIn(text, `pod_start_slo_last_success_timestamp_seconds{${of}}`)).toBeNull();
    expect(valueIn(text, `pod_start_slo_start_duration_seconds_count{${of}}`)).toBe('0');
    expect(valueIn(text, 'pod_start_slo_build_info{version="1.2.3"}')).toBe('1');
  });

  it('counts a start from its intended time, and a timeout as slow though no histogram can hold it', async () => {
    const all = metrics();
    all.ended('web "1"', makeIteration({ totalMs: 2340, readyMs: 1240 }), 0);
    all.ended('web "1"', makeIteration({ totalMs: 2340, readyMs: 1240, sliMs: 820 }), 500);
    all.ended('web "1"', neverAnswered('timed-out', 'Unschedulable'), 0);
    all.ended('web "1"', neverAnswered('invalid', 'Stalled'), 0);
    all.ended('web "1"', makeIteration({ warmup: true, totalMs: 70_000 }), 0);
    const text = await all.render(() => nothing);
    const start = 'pod_start_slo_start_duration_seconds';
    expect(valueIn(text, `pod_start_slo_iterations_total{${of},outcome="answered"}`)).toBe('3');
    expect(valueIn(text, `pod_start_slo_iterations_total{${of},outcome="timed-out"}`)).toBe('1');
    expect(valueIn(text, `pod_start_slo_judged_iterations_total{${of}}`)).toBe('3');
    expect(valueIn(text, `pod_start_slo_slow_iterations_total{${of},limit="slo"}`)).toBe('2');
    expect(valueIn(text, `pod_start_slo_slow_iterations_total{${of},limit="sla"}`)).toBe('1');
    expect(valueIn(text, `${start}_count{${of}}`)).toBe('2');
    expect(valueIn(text, `${start}_sum{${of}}`)).toBe('5.18');
    expect(valueIn(text, `${start}_bucket{le="2.5",${of}}`)).toBe('1');
    expect(valueIn(text, `pod_start_slo_ready_duration_seconds_sum{${of}}`)).toBe('2.98');
    // It begins with the creation of the pod, and is unknown in the other start.
    expect(valueIn(text, `pod_start_slo_sli_duration_seconds_sum{${of}}`)).toBe('0.82');
    expect(valueIn(text, `pod_start_slo_phase_duration_seconds_count{${of},phase="scheduling"}`)).toBe('3');
    expect(valueIn(text, `pod_start_slo_phase_duration_seconds_count{${of},phase="routing"}`)).toBe('2');
  });

  it('of a policy that is run step by step counts runs, and nothing that only starts have', async () => {
    const all = new WatchMetrics([{ name: 'kill', of: 'runs', limits: [passing] }], '1.2.3');
    all.ran('kill', true);
    all.ran('kill', false);
    all.ran('kill', false);
    const text = await all.render(() => nothing);
    const kill = 'scenario="kill"';
    expect(valueIn(text, `pod_start_slo_policy_runs_total{${kill},result="passed"}`)).toBe('1');
    expect(valueIn(text, `pod_start_slo_policy_runs_total{${kill},result="failed"}`)).toBe('2');
    expect(valueIn(text, `pod_start_slo_judged_iterations_total{${kill}}`)).toBe('3');
    expect(valueIn(text, `pod_start_slo_slow_iterations_total{${kill},limit="slo"}`)).toBe('2');
    expect(valueIn(text, `pod_start_slo_iterations_total{${kill},outcome="answered"}`)).toBeNull();
    expect(valueIn(text, `pod_start_slo_start_duration_seconds_count{${kill}}`)).toBeNull();
  });

  it.each([
    [null, 'Nan'],
    [Infinity, '+Inf'],
    [2340, '2.34'],
  ])('shows a quantile of %s as %s', async (observedMs, shown) => {
    const [slo] = limits;
    if (slo === undefined) throw new Error('no limit');
    const verdict = 'inconclusive' as const;
    const judgement = { ...slo, verdict, observedMs, n: 1, over: 0, pViolated: null, reason: '' };
    const now = { ...nothing, judged: 3, judgements: [judgement], firing: ['slo'], lastSuccessUnixMs: 1500 };
    const text = await metrics().render(() => now);
    const found = valueIn(text, `pod_start_slo_window_quantile_seconds{${of},limit="slo"}`);
    expect(found?.toLowerCase()).toBe(shown.toLowerCase());
    expect(valueIn(text, `pod_start_slo_alert_firing{${of},limit="slo"}`)).toBe('1');
    expect(valueIn(text, `pod_start_slo_window_iterations{${of}}`)).toBe('3');
    expect(valueIn(text, `pod_start_slo_last_success_timestamp_seconds{${of}}`)).toBe('1.5');
  });

  it('explains every metric of the table, and has no other', async () => {
    const text = await metrics().render(() => nothing);
    const explained = [...text.matchAll(/^# HELP (\S+) /gm)].map(([, name]) => name);
    expect(explained.toSorted()).toEqual(
      Object.values(metricTable)
        .map(({ name }) => name as string)
        .toSorted(),
    );
  });
});

it('buckets lie around the limits, which are bounds themselves, in a bounded number', () => {
  const buckets = startBuckets(
    limits.map((each) => each.objective),
    'total',
  );
  expect(buckets).toEqual(expect.arrayContaining([0.625, 2.5, 10, 15, 60, 240]));
  expect(buckets).toEqual([...new Set(buckets)].toSorted((a, b) => a - b));
  const many = ['1s', '3s', '7s', '11s', '13s', '17s'].map((limit) => objective(`p95 <= ${limit}`));
  expect(startBuckets(many, 'total').length).toBe(40);
  expect(startBuckets(many, 'total')).toEqual(expect.arrayContaining([1, 3, 7, 11, 13, 17]));
});
