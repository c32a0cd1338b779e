import { expect, it } from 'vitest';
import { parseManifests } from '../../../src/core/config/manifests.ts';
import { problemsOf } from './support.ts';

it('a manifest that is given as the configuration is named, with the flag for it', () => {
  const config =
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\n---\napiVersion: v1\nkind: Service\n';
  expect(problemsOf({ config })).toEqual([
    expect.objectContaining({
      message: 'is a Kubernetes manifest (kind Deployment), not a configuration file',
      fix: 'pass it with --manifest',
    }),
  ]);
});

it('so is a policy of PowerfulSeal', () => {
  expect(problemsOf({ config: 'scenarios: [{ name: a, steps: [{ wait: { seconds: 1 } }] }]' })).toEqual([
    expect.objectContaining({ fix: 'pass it with --policy' }),
  ]);
});

it('a configuration that is given as a manifest is named, with the flag for it', () => {
  expect(parseManifests('scenarios: [{ workload: { image: a, port: 80 } }]', 'app.yml').problems).toEqual([
    {
      field: 'app.yml#1',
      message: 'is a configuration file of pod-start-slo, not a Kubernetes manifest',
      fix: 'pass it with -c (input config)',
    },
  ]);
});

it.each([
  ['scenarios: [{ name: a, steps: [{ wait: { seconds: 1 } }] }]', 'is a PowerfulSeal policy,', '--policy'],
  ['services: { web: { image: nginx } }', 'is a Compose file,', 'kompose convert'],
  ['apiVersion: v2\nname: app\nversion: 1.0.0', 'is the Chart.yaml of a Helm chart,', 'helm template'],
  [
    'replicaCount: 1\nimage: { repository: nginx }',
    'is no Kubernetes object: it has no apiVersion',
    '-f FILE',
  ],
  ['apiVersion: v1\nmetadata: { name: {{ .Release.Name }} }', 'cannot be a key', 'helm template'],
])('what is no manifest is named, with what to do with it: %s', (text, message, fix) => {
  const { problems } = parseManifests(text, 'app.yml');
  expect(problems).toHaveLength(1);
  expect(problems[0]?.message).toContain(message);
  expect(problems[0]?.fix).toContain(fix);
});

it('unknown keys of every section are suggested', () => {
  const keys = (config: string) =>
    problemsOf({ config }).map(({ message, fix }) => `${message}: ${fix ?? ''}`);
  const scenario = 'scenarios: [{ workload: { image: a, port: 80 } }]';
  expect(keys(`${scenario}\nnodeHelper: { alow: true }`)).toEqual([
    'unknown key "alow": did you mean "allow"?',
  ]);
  expect(keys(`${scenario}\ndefaults: { load: { cpus: 80% } }`)).toEqual([
    'unknown key "cpus": did you mean "cpu"?',
  ]);
  expect(keys(`${scenario}\nwatch: { log-format: json }`)).toEqual([
    'unknown key "log-format": did you mean "logFormat"?',
  ]);
});
