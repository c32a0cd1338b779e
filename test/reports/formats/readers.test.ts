import { beforeAll, describe, expect, it } from 'vitest';
import type { Result } from '../../../src/core/result.ts';
import { pushMetrics } from '../../../src/metrics/pushgateway.ts';
import {
  renderOpenMetrics,
  renderPrometheusText,
} from '../../../src/reports/formats/openmetrics/openmetrics.ts';
import { makeResult, spread } from '../../make-result.ts';
import { exampleResults } from '../example-results.ts';
import { prepareReaders, readMetrics, startPushgateway, type ReadFamily } from './prometheus.ts';

const hostile = makeResult({
  scenarios: [{ iterations: spread(1), scenario: { name: 'a"b\\c {x="y"} # 1' } }],
});
const results: readonly Result[] = [...Object.values(exampleResults), hostile];
const start = 'pod_start_slo_run_start_duration_seconds';
const timedOut = exampleResults['timed-out'] as Result;

function sampleOf(families: readonly ReadFamily[], name: string, labels: Record<string, string>) {
  const samples = families.flatMap((each) => each.samples);
  return samples.find(
    ([own, has]) => own === name && Object.entries(labels).every(([key, value]) => has[key] === value),
  );
}

beforeAll(prepareReaders, 600_000);

describe('Prometheus’ own reader', () => {
  it('refuses a text without its end', () => {
    expect(() => readMetrics('openmetrics', ['# TYPE a gauge\na 1\n'])).toThrow();
  });

  it('reads the OpenMetrics text of every kind of result, whatever the name of a scenario', () => {
    const read = readMetrics('openmetrics', results.map(renderOpenMetrics));
    expect(read.length).toBe(results.length);
    for (const families of read) expect(families.map(({ name }) => name)).toContain('pod_start_slo_run');
    expect(sampleOf(read.at(-1) ?? [], `${start}_count`, { scenario: 'a"b\\c {x="y"} # 1' })).toBeDefined();
  });

  it('finds a start that never answered in the bucket +Inf alone, and the slowest that did as an exemplar', () => {
    const [families = []] = readMetrics('openmetrics', [renderOpenMetrics(timedOut)]);
    const histogram = families.find(({ name }) => name === start);
    expect(histogram).toMatchObject({ type: 'histogram', unit: 'seconds' });
    expect(sampleOf(families, `${start}_bucket`, { le: '300.0' })?.[2]).toBe('15.0');
    expect(sampleOf(families, `${start}_bucket`, { le: '+Inf' })?.[2]).toBe('19.0');
    expect(sampleOf(families, `${start}_sum`, {})?.[2]).toBe('inf');
    expect(sampleOf(families, `${start}_bucket`, { le: '5.0' })?.[3]).toEqual({
      run_id: 'k3x9q2',
      start: '1',
    });
  });

  it('reads the text for a pushgateway of every kind of result', () => {
    expect(readMetrics('prometheus', results.map(renderPrometheusText)).length).toBe(results.length);
  });
});

describe('A real pushgateway', () => {
  const deps = () => ({ fetch, signal: new AbortController().signal });

  it('takes the metrics of every kind of result, and shows those of the last push of each group', async () => {
    await using gateway = await startPushgateway();
    for (const result of results)
      expect(await pushMetrics(gateway.url, renderPrometheusText(result), deps())).toBeNull();
    const leg = `${gateway.url}/metrics/job/slo/leg/arm64`;
    expect(await pushMetrics(leg, renderPrometheusText(timedOut), deps())).toBeNull();
    const [families = []] = readMetrics('prometheus', [await (await fetch(`${gateway.url}/metrics`)).text()]);
    expect(sampleOf(families, `${start}_count`, { job: 'slo', leg: 'arm64' })?.[2]).toBe('19.0');
    expect(sampleOf(families, `${start}_sum`, { job: 'slo', leg: 'arm64' })?.[2]).toBe('inf');
    const ofUsualGroup = families
      .flatMap(({ samples }) => samples)
      .filter(([name, { job }]) => name === `${start}_count` && job === 'pod-start-slo');
    expect(ofUsualGroup.map(([, { scenario }]) => scenario)).toEqual(['a"b\\c {x="y"} # 1']);
  });

  it('refuses what is no text of metrics, which is said with its status alone', async () => {
    await using gateway = await startPushgateway();
    const problem = await pushMetrics(gateway.url.replace('//', '//user:secret@'), 'no metrics', deps());
    expect(problem).toBe(`the metrics were not pushed to ${gateway.url}: HTTP 400`);
  });
});
