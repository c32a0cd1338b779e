import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/core/result.ts';
import {
  renderOpenMetrics,
  renderPrometheusText,
} from '../../../src/reports/formats/openmetrics/openmetrics.ts';
import { runMetrics } from '../../../src/reports/formats/openmetrics/table.ts';
import { makeResult, spread } from '../../make-result.ts';
import { exampleResults } from '../example-results.ts';

function linesOf(name: string, render = renderOpenMetrics): string[] {
  return render(exampleResults[name] as Result).split('\n');
}

const prefix = 'pod_start_slo_run';
const start = `${prefix}_start_duration_seconds`;

describe('OpenMetrics text', () => {
  it('ends with its mark, and explains each metric once', () => {
    const lines = linesOf('met');
    expect(lines.slice(-2)).toEqual(['# EOF', '']);
    const explained = lines.filter((line) => line.startsWith('# HELP ')).map((line) => line.split(' ')[2]);
    expect(new Set(explained).size).toBe(explained.length);
    expect(Object.values(runMetrics).map(({ name }) => name as string)).toEqual(
      expect.arrayContaining(explained),
    );
  });

  it('counts a start that never answered in the bucket +Inf alone, so that no quantile or mean is better than the truth', () => {
    const lines = linesOf('timed-out');
    expect(lines).toContain(`${start}_bucket{scenario="goldpinger",le="300.0"} 15`);
    expect(lines).toContain(`${start}_bucket{scenario="goldpinger",le="+Inf"} 19`);
    expect(lines).toContain(`${start}_count{scenario="goldpinger"} 19`);
    expect(lines).toContain(`${start}_sum{scenario="goldpinger"} +Inf`);
    expect(lines).toContain(
      `${prefix}_statistic_seconds{scenario="goldpinger",measure="total",statistic="p95"} +Inf`,
    );
    expect(lines).toContain(`${prefix}_iterations{scenario="goldpinger",outcome="timed-out"} 3`);
    expect(lines).toContain(`${prefix}_iterations{scenario="goldpinger",outcome="invalid"} 1`);
  });

  it('names the slowest start of a bucket as its exemplar', () => {
    expect(linesOf('met')).toContain(
      `${start}_bucket{scenario="goldpinger",le="5.0"} 20 # {run_id="k3x9q2",start="1"} 2.9 1763935270.023`,
    );
  });

  it('leaves the run out of an exemplar that would be too long', () => {
    const result = { ...makeResult({ scenarios: [{ iterations: spread(2) }] }), runId: 'r'.repeat(128) };
    expect(renderOpenMetrics(result)).toContain(' # {start="1"} ');
  });

  it('has a verdict for each scenario and objective, and its limit', () => {
    const lines = linesOf('timed-out');
    const labels = 'scenario="goldpinger",measure="total",objective="p95<=30s"';
    expect(lines).toContain(`${prefix}_verdict{scenario="goldpinger",verdict="violated"} 1`);
    expect(lines).toContain(`${prefix}_verdict{scenario="goldpinger",verdict="met"} 0`);
    expect(lines).toContain(`${prefix}_limit_seconds{${labels}} 30`);
    expect(lines).toContain(`${prefix}_observed_seconds{${labels}} +Inf`);
    expect(lines).toContain(`${prefix}_objective_verdict{${labels},verdict="violated"} 1`);
  });

  it('has no 0 for what is not known', () => {
    const nothing = makeResult({ scenarios: [{ iterations: [], objectives: ['p95 <= 30s'] }] });
    const text = renderOpenMetrics(nothing);
    expect(text).not.toContain(`${prefix}_statistic_seconds`);
    expect(text).not.toContain(`${prefix}_observed_seconds`);
    expect(text).not.toContain(`${prefix}_change_ratio`);
  });

  it('says so of a run that did not complete', () => {
    expect(linesOf('interrupted')).toContain(`${prefix}_complete 0`);
  });

  it('keeps its lines whatever the name of a scenario', () => {
    const name = 'a"b\\c';
    const text = renderOpenMetrics(
      makeResult({ scenarios: [{ iterations: spread(1), scenario: { name } }] }),
    );
    expect(text).toContain(`${prefix}_verdict{scenario="a\\"b\\\\c",verdict="met"} 0\n`);
  });
});

describe('The text for a pushgateway', () => {
  it('has the same series without exemplars, units and an end', () => {
    const text = renderPrometheusText(exampleResults['timed-out'] as Result);
    expect(text).not.toMatch(/ # \{|# UNIT|# EOF/);
    expect(text).toContain(`# TYPE ${prefix}_info gauge\n`);
    const withoutExemplars = linesOf('timed-out').map((line) => line.replace(/ # \{.*/, ''));
    const series = (lines: readonly string[]) => lines.filter((line) => line !== '' && !line.startsWith('#'));
    expect(series(text.split('\n'))).toEqual(series(withoutExemplars));
  });
});
