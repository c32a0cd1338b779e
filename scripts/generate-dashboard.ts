/**
 * Writes the Grafana dashboard of deploy/components/grafana-dashboard with Grafana's own builders, which know its schema.
 * `node scripts/generate-dashboard.ts --check` writes nothing and exits 1 where it is stale.
 */
import { VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import {
  DashboardBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder } from '@grafana/grafana-foundation-sdk/prometheus';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { format } from 'prettier';
import { metricTable, type MetricKey } from '../src/metrics/table.ts';
import { writeOrCheck } from './generated-files.ts';

/** Where kustomize takes it from. */
export const dashboardFile = 'deploy/components/grafana-dashboard/pod-start-slo.json';

const source = { type: 'prometheus', uid: '${datasource}' };
/** Long enough for several starts at the usual interval of 5 minutes. */
const window = '1h';

interface Graph {
  title: string;
  description: string;
  unit: string;
  /** Each query with the text that its lines have in the legend. */
  queries: readonly (readonly [expression: string, legend: string])[];
}

function series(key: MetricKey, suffix = ''): string {
  const { name, labels } = metricTable[key];
  const isOfScenario = (labels as readonly string[]).includes('scenario');
  return `${name}${suffix}${isOfScenario ? '{scenario=~"$scenario"}' : ''}`;
}

function perHour(key: MetricKey, by: readonly string[]): string {
  const rate = `rate(${series(key)}[${window}])`;
  return `3600 * ${by.length === 0 ? rate : `sum by (${by.join(', ')}) (${rate})`}`;
}

function quantile(key: 'start' | 'ready' | 'sli', share: number): string {
  return `histogram_quantile(${share}, sum by (scenario, le) (rate(${series(key, '_bucket')}[${window}])))`;
}

function mean(key: MetricKey, by: string): string {
  const sum = (suffix: string) => `sum by (${by}) (rate(${series(key, suffix)}[${window}]))`;
  return `${sum('_sum')} / ${sum('_count')}`;
}

const graphs: readonly Graph[] = [
  {
    title: 'Judged quantile and its limit',
    description:
      'The quantile over the rolling window of watch. It has no point while it is unknown or is a start that never answered.',
    unit: 's',
    queries: [
      [series('quantile'), '{{scenario}} {{limit}}'],
      [series('limit'), '{{scenario}} {{limit}}: limit'],
    ],
  },
  {
    title: 'Share of starts over the limit',
    description: `Of the judged starts in the last ${window}, those that timed out or failed included. An objective allows 1 minus its ratio.`,
    unit: 'percentunit',
    queries: [
      [
        `sum by (scenario, limit) (rate(${series('slow')}[${window}])) / on (scenario) group_left sum by (scenario) (rate(${series('judged')}[${window}]))`,
        '{{scenario}} {{limit}}',
      ],
      [`1 - ${series('ratio')}`, '{{scenario}} {{limit}}: allowed'],
    ],
  },
  {
    title: 'Alerts that are firing',
    description: '1 while the alert for a limit is firing.',
    unit: 'short',
    queries: [[series('firing'), '{{scenario}} {{limit}}']],
  },
  {
    title: 'Judged starts in the window',
    description: 'The number of starts that the quantile is computed from.',
    unit: 'short',
    queries: [[series('window'), '{{scenario}}']],
  },
  {
    title: 'Time to first answer, of starts that answered',
    description: `Estimated from the buckets of the last ${window}. Starts that timed out or failed are not in it, so compare the judged quantile with the limit instead.`,
    unit: 's',
    queries: [
      [quantile('start', 0.5), '{{scenario}} p50'],
      [quantile('start', 0.95), '{{scenario}} p95'],
    ],
  },
  {
    title: 'Time to Ready, where it is known',
    description: `Estimated from the buckets of the last ${window}.`,
    unit: 's',
    queries: [
      [quantile('ready', 0.5), '{{scenario}} p50'],
      [quantile('ready', 0.95), '{{scenario}} p95'],
    ],
  },
  {
    title: 'Kubernetes’ SLI, where it is known',
    description: `Estimated from the buckets of the last ${window}. From the pod's creation to all containers running, without image pulls and init containers.`,
    unit: 's',
    queries: [
      [quantile('sli', 0.5), '{{scenario}} p50'],
      [quantile('sli', 0.95), '{{scenario}} p95'],
    ],
  },
  {
    title: 'Mean of each phase',
    description: `Over the judged starts of the last ${window} where it is known. Phases overlap and do not add up to the total.`,
    unit: 's',
    queries: [[mean('phase', 'scenario, phase'), '{{scenario}} {{phase}}']],
  },
  {
    title: 'Starts per hour, by outcome',
    description: `Rate over the last ${window}, warm-ups included. Policy scenarios that are run step by step have runs instead.`,
    unit: 'short',
    queries: [
      [perHour('iterations', ['scenario', 'outcome']), '{{scenario}} {{outcome}}'],
      [perHour('policyRuns', ['scenario', 'result']), '{{scenario}} run {{result}}'],
    ],
  },
  {
    title: 'Time since the last start',
    description: 'Since a start other than a warm-up ended, and since a judged start answered.',
    unit: 's',
    queries: [
      [`time() - ${series('lastIteration')}`, '{{scenario}} ended'],
      [`time() - ${series('lastSuccess')}`, '{{scenario}} answered'],
    ],
  },
  {
    title: 'Missed starts and errors per hour',
    description: `Rate over the last ${window}.`,
    unit: 'short',
    queries: [
      [perHour('missed', ['scenario']), '{{scenario}} missed'],
      [perHour('clusterErrors', []), 'cluster errors'],
      [perHour('webhookFailures', []), 'webhook failures'],
      [series('build'), 'version {{version}}'],
    ],
  },
];

function panelOf({ title, description, unit, queries }: Graph): PanelBuilder {
  const panel = new PanelBuilder()
    .title(title)
    .description(description)
    .unit(unit)
    .min(0)
    .legend(new VizLegendOptionsBuilder().showLegend(true))
    .datasource(source)
    .height(8)
    .span(12);
  for (const [index, [expression, legend]] of queries.entries())
    panel.withTarget(
      new DataqueryBuilder()
        .datasource(source)
        .refId(String.fromCodePoint('A'.charCodeAt(0) + index))
        .expr(expression)
        .legendFormat(legend)
        .range(),
    );
  return panel;
}

/** The dashboard as Grafana reads it. */
export async function renderDashboard(): Promise<string> {
  const scenarios = `label_values(${metricTable.judged.name}, scenario)`;
  // The sidecar and the import page of every Grafana take this schema; the newer one only recent versions do.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const dashboard = new DashboardBuilder('Pod start times')
    .uid('pod-start-slo')
    .description('The metrics of pod-start-slo watch')
    .tags(['kubernetes', 'slo'])
    .time({ from: 'now-24h', to: 'now' })
    .refresh('1m')
    .withVariable(new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus'))
    .withVariable(
      new QueryVariableBuilder('scenario')
        .label('Scenario')
        .datasource(source)
        .query(scenarios)
        .refresh(VariableRefresh.OnDashboardLoad)
        .multi(true)
        .includeAll(true)
        .allValue('.*'),
    );
  for (const graph of graphs) dashboard.withPanel(panelOf(graph));
  return await format(JSON.stringify(dashboard.build()), { parser: 'json', printWidth: 110 });
}

if (import.meta.main)
  await writeOrCheck(
    [[dashboardFile, await renderDashboard()]],
    process.argv.slice(2),
    'generate-dashboard.ts',
  );
