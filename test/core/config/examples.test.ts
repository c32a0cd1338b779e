import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { resolvePlan } from '../../../src/core/config/resolve.ts';
import { configTemplate } from '../../../src/core/config/template.ts';
import type { Plan } from '../../../src/core/plan.ts';
import { planOf, warningsOf } from './support.ts';

const folder = join(import.meta.dirname, '../../../examples');

function readExample(name: string): Plan {
  const resolution = resolvePlan(
    { config: join(folder, name), settings: {}, nameOf: (setting) => setting, randomSeed: 1 },
    (path) => (existsSync(path) ? readFileSync(path, 'utf8') : { problem: 'no such file' }),
  );
  if ('problems' in resolution) throw new Error(JSON.stringify(resolution.problems));
  expect(resolution.warnings).toEqual([]);
  return resolution.plan;
}

it.each(globSync('*/pod-start-slo.yml', { cwd: folder }).sort())('the example %s is valid', (name) => {
  for (const scenario of readExample(name).scenarios) expect(scenario.objectives).not.toEqual([]);
});

it.each([
  ['goldpinger', 'slo-test', 'docker.io/bloomberg/goldpinger:v3.0.0', null],
  ['agnhost', 'agnhost', 'pod-start-slo.local/agnhost:v1.37.2', 'IfNotPresent'],
])('the example %s is the experiment of a pod and its load balancer', (name, service, image, pullPolicy) => {
  const [scenario] = readExample(`${name}/pod-start-slo.yml`).scenarios;
  expect(scenario).toMatchObject({
    name,
    imagePullPolicy: pullPolicy,
    probe: { path: '/healthz', service, port: 8080 },
    iterations: 10,
    objectives: [{ expression: 'p95 <= 30s' }],
    workload: {
      manifests: [
        { object: { kind: 'Pod', spec: { containers: [{ image }] } } },
        { object: { kind: 'Service', spec: { type: 'LoadBalancer' } } },
      ],
    },
  });
});

it('the template that init writes is valid as it stands', () => {
  expect(warningsOf({ config: configTemplate })).toEqual([]);
  expect(planOf({ config: configTemplate }).scenarios).toMatchObject([
    { name: 'goldpinger', iterations: 20 },
  ]);
});

it('the keys that the template leaves in comments are valid too', () => {
  const lines = configTemplate
    .split('\n')
    .map((line) => line.replace(/^(\s*)# ([a-zA-Z]+: \S|- image-pull)/, '$1$2'));
  const all = lines.filter(
    (line) => !/^\s*(workload: *$|manifest:|All keys:)/.test(line) || line.includes('  workload:'),
  );
  const plan = planOf({ config: all.join('\n') });
  expect(plan).toMatchObject({ namespace: 'default', maxDurationMs: 600_000 });
  expect(plan.scenarios).toMatchObject([{ imageCache: 'remove', imagePullPolicy: 'Always' }]);
  expect(plan.scenarios[0]?.objectives).toHaveLength(2);
});
