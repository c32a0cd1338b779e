import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  PrometheusRule,
  ServiceMonitor,
} from '@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1';
import { beforeAll, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { metricTable } from '../../src/metrics/table.ts';
import { objectsOf, prometheusRule, type PrometheusRuleObject } from './manifests.ts';
import { prometheusFolder } from './promtool.ts';

const cases = join(import.meta.dirname, 'rules.yml');
const { spec } = prometheusRule();
const alerts = spec.groups.flatMap(({ rules }) => rules).filter(({ alert }) => alert !== undefined);
let promtool = '';

// The first time on a machine it unpacks Debian's packages.
beforeAll(() => {
  promtool = join(prometheusFolder(), 'promtool');
}, 600_000);

it('the rules are sound, as promtool sees them', async () => {
  using folder = rulesFolder(spec);
  const lint = ['--lint=all', '--lint-fatal'];
  await expect(run(['check', 'rules', ...lint, folder.groups])).resolves.toContain('SUCCESS');
});

it('every alert fires when it should, is silent when it should be, and ends', async () => {
  using folder = rulesFolder(spec);
  await expect(run(['test', 'rules', folder.cases])).resolves.toContain('SUCCESS');
}, 60_000);

it('these tests notice a threshold that has changed', async () => {
  const changed = stringify(spec).replaceAll('14.4 *', '12 *');
  using folder = rulesFolder(spec);
  writeFileSync(folder.groups, changed);
  await expect(run(['test', 'rules', folder.cases])).rejects.toThrow('window="1h"');
}, 60_000);

it.each(alerts)('$alert has a test in which it fires, and a runbook', ({ alert = '', annotations }) => {
  const expected = new RegExp(`alertname="${alert}",alertstate="firing"`);
  expect(readFileSync(cases, 'utf8')).toMatch(expected);
  expect(annotations?.['runbook_url']).toBe(
    `https://github.com/org/pod-start-slo/blob/main/docs/deploying.md#${alert.toLowerCase()}`,
  );
  const page = readFileSync(join(import.meta.dirname, '../../docs/deploying.md'), 'utf8');
  expect(page).toMatch(new RegExp(`^### ${alert}$`, 'm'));
});

it('the rules ask for metrics that watch has, by labels that they have', () => {
  const expressions = spec.groups.flatMap(({ rules }) => rules.map(({ expr }) => expr)).join('\n');
  const asked = new Set(expressions.match(/(?<![a-z_:])pod_start_slo_[a-z_]+/g));
  const known: string[] = Object.values(metricTable).map(({ name }) => name);
  expect([...asked].filter((name) => !known.includes(name))).toEqual([]);
  expect(asked.size).toBeGreaterThan(5);
  expect(metricTable.slow.labels).toEqual(['scenario', 'limit']);
  expect(metricTable.judged.labels).toEqual(['scenario']);
});

it('the manifests name the image of this version', () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    version: string;
  };
  for (const file of ['components/continuous/deployment.yml', 'components/nightly/cron-job.yml'])
    expect(JSON.stringify(objectsOf(file))).toContain(`"image":"ghcr.io/org/pod-start-slo:v${version}"`);
});

it('the objects for the Prometheus Operator are as its schemas want them', () => {
  const rule = prometheusRule() as object;
  const [monitor] = objectsOf('components/prometheus-operator/service-monitor.yml') as object[];
  expect(() => new PrometheusRule(rule as never).validate()).not.toThrow();
  expect(() => new ServiceMonitor(monitor as never).validate()).not.toThrow();
  const nameless = { ...rule, spec: { groups: [{ rules: [] }] } };
  expect(() => new PrometheusRule(nameless as never).validate()).toThrow('name');
});

/** A folder with the groups as a rule file of Prometheus, and the cases that name it. */
function rulesFolder(groups: PrometheusRuleObject['spec']): Disposable & Record<'groups' | 'cases', string> {
  const path = mkdtempSync(join(tmpdir(), 'pod-start-slo-rules-'));
  writeFileSync(join(path, 'groups.yml'), stringify(groups));
  copyFileSync(cases, join(path, 'cases.yml'));
  return {
    groups: join(path, 'groups.yml'),
    cases: join(path, 'cases.yml'),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** What promtool printed, on both streams. @throws where it fails, with the same */
async function run(args: readonly string[]): Promise<string> {
  try {
    const { stdout, stderr } = await promisify(execFile)(promtool, [...args]);
    return stdout + stderr;
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(stdout + stderr, { cause: error });
  }
}
