import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { dashboardFile, renderDashboard } from '../../scripts/generate-dashboard.ts';
import { serveMetrics } from '../../src/metrics/server.ts';
import { metricTable } from '../../src/metrics/table.ts';
import { WatchMetrics, type ScenarioNow } from '../../src/metrics/watch-metrics.ts';
import { objective } from '../core/judging-fixtures.ts';
import { makeIteration, neverAnswered } from '../make-result.ts';
import { objectsOf } from './manifests.ts';
import { startPrometheus } from './prometheus.ts';
import { prometheusFolder } from './promtool.ts';

interface Dashboard {
  uid: string;
  panels: { title: string; targets: { refId: string; expr: string; legendFormat: string }[] }[];
  templating: { list: { name: string; query: string; allValue?: string }[] };
}

const text = readFileSync(join(import.meta.dirname, '../..', dashboardFile), 'utf8');
const { panels, templating } = JSON.parse(text) as Dashboard;
const queries = panels.flatMap(({ title, targets }) => targets.map((target) => ({ title, ...target })));
const allScenarios = templating.list.find(({ name }) => name === 'scenario')?.allValue ?? '';

// The first time on a machine it unpacks Debian's packages.
beforeAll(() => void prometheusFolder(), 600_000);

const limit = { name: 'slo', objective: objective('p95 <= 2.5s') };

/** Metrics of a run that has starts and a policy. */
function watched(): WatchMetrics {
  return new WatchMetrics(
    [
      { name: 'web', of: 'starts', limits: [limit] },
      { name: 'kill', of: 'runs', limits: [limit] },
    ],
    '1.2.3',
  );
}

function happen(metrics: WatchMetrics): void {
  metrics.ended('web', makeIteration({ totalMs: 2340, sliMs: 900 }), 0);
  metrics.ended('web', neverAnswered('timed-out', 'Unschedulable'), 0);
  metrics.ran('kill', false);
  metrics.missed('web', 1);
  metrics.clusterError();
  metrics.webhookFailed();
}

const judgement = { ...limit, verdict: 'met' as const, n: 2, over: 1, pViolated: null, reason: '' };
const now = (): ScenarioNow => ({
  judged: 2,
  judgements: [{ ...judgement, observedMs: 2340 }],
  firing: [],
  lastIterationUnixMs: Date.now(),
  lastSuccessUnixMs: Date.now(),
});

describe('The dashboard', () => {
  it('is what its generator writes', async () => {
    expect(text).toBe(await renderDashboard());
  });

  it('shows every metric that watch has', () => {
    const asked = queries.map(({ expr }) => expr).join('\n');
    const missing = Object.values(metricTable).filter(({ name }) => !asked.includes(name));
    expect(missing).toEqual([]);
  });

  it('is in a ConfigMap with the label that Grafana’s sidecar looks for', () => {
    const [component] = objectsOf('components/grafana-dashboard/kustomization.yml');
    expect(component).toMatchObject({
      configMapGenerator: [
        { files: ['pod-start-slo.json'], options: { labels: { grafana_dashboard: '1' } } },
      ],
    });
  });

  it('has no query without an answer in a real Prometheus that scrapes the real metrics', async () => {
    const metrics = watched();
    // Series of a phase appear with its first start, so a rate needs a second one.
    happen(metrics);
    const server = await serveMetrics(
      { host: '127.0.0.1', port: 0 },
      { metrics: () => metrics.render(now), contentType: metrics.contentType },
    );
    await using closing = new AsyncDisposableStack();
    closing.defer(() => server.close());
    await using prometheus = await startPrometheus(`127.0.0.1:${server.address.port}`);
    const judged = (scenario: string) => `${metricTable.judged.name}{scenario="${scenario}"}`;
    const until = (expression: string) =>
      vi.waitFor(async () => expect(await prometheus.query(expression)).not.toEqual([]), {
        timeout: 60_000,
        interval: 200,
      });
    await until(judged('web'));
    happen(metrics);
    await until(`rate(${judged('web')}[1h]) > 0`);
    for (const { title, expr, legendFormat } of queries) {
      const found = await prometheus.query(expr.replaceAll('$scenario', allScenarios));
      expect(found, `${title}: ${expr}`).not.toEqual([]);
      const named = [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
      for (const { metric, value } of found) {
        expect(Object.keys(metric), title).toEqual(expect.arrayContaining(named));
        expect(Number(value[1]), `${title}: ${expr}`).toBeGreaterThanOrEqual(0);
      }
    }
    const share = queries.find(({ expr }) => expr.includes(metricTable.slow.name))?.expr ?? '';
    const ofWeb = await prometheus.query(share.replaceAll('$scenario', 'web'));
    expect(ofWeb.map(({ metric, value }) => [metric, Number(value[1])])).toEqual([
      [{ scenario: 'web', limit: 'slo' }, expect.closeTo(0.5)],
    ]);
  }, 120_000);
});
