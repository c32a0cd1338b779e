import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { cli } from './support/cli.ts';
import { haveGoldpinger } from './support/goldpinger.ts';
import { leftoversAfter, objectsIn } from './support/kubectl.ts';
import { manifest, pod, service, slowStart } from './support/manifests.ts';
import { experiment3, kubectlApply, policyOf, probeOf, runPolicy } from './support/policy.ts';
import { makeFolder, readResult } from './support/result.ts';

beforeAll(haveGoldpinger);

test("the book's policy, unchanged: the real time is measured and judged against its 30 s", async () => {
  const { code, result, stdout } = await runPolicy(experiment3, ['--iterations', '2']);
  expect(code).toBe(0);
  const [scenario] = result.scenarios;
  expect(scenario).toMatchObject({ name: 'Verify pod start SLO', verdict: 'met' });
  expect(scenario?.objectives).toMatchObject([{ expression: 'max <= 30s', passed: true }]);
  expect(scenario?.summary.maxMs).toBeGreaterThan(300);
  expect(result.policy).toMatchObject({
    source: experiment3,
    verdict: null,
    scenarios: [{ how: 'measured', measuredAs: 'Verify pod start SLO' }],
  });
  expect(stdout).toContain('MET  max is ');
  expect(await leftoversAfter(20_000, result.runId)).toEqual([]);
});

test("the book's policy, literally: it sleeps for 30 s, asks once, and deletes what it made", async () => {
  const { code, result } = await runPolicy(experiment3, ['--iterations', '1', '--policy-timing', 'literal']);
  expect(code).toBe(0);
  const [run] = result.policy?.scenarios[0]?.runs ?? [];
  expect(run?.steps.map(({ step, passed }) => [step, passed])).toEqual([
    ['kubectl', true],
    ['wait', true],
    ['probeHTTP', true],
  ]);
  expect(run?.steps[1]?.ms).toBeGreaterThanOrEqual(30_000);
  expect(run?.steps[2]?.message).toMatch(/^HTTP 200 \(via (node-port|load-balancer|cluster-ip)\)$/);
  expect(result.namespace).toBe('default');
  expect(await leftoversAfter(20_000, result.runId)).toEqual([]);
  expect(await objectsIn('default')).not.toContain('Pod/slo-test');
});

test('a start that takes longer than the policy waits is violated both ways', async () => {
  const slow = manifest(pod({ containers: [slowStart(['--listen-after=4s'])] }), service());
  const policy = policyOf([kubectlApply(slow), { wait: { seconds: 2 } }, probeOf('default', { retries: 2 })]);
  const measured = await runPolicy(policy, ['--warmup', '0', '--via', 'node-port']);
  expect(measured.code).toBe(1);
  expect(measured.result.scenarios[0]?.summary.maxMs).toBeGreaterThan(4000);
  const literal = await runPolicy(policy, ['--policy-timing', 'literal']);
  expect(literal.code).toBe(1);
  const [run] = literal.result.policy?.scenarios[0]?.runs ?? [];
  expect(run?.steps.at(-1)).toMatchObject({ step: 'probeHTTP', passed: false });
  expect(run?.cleanUp).toEqual([]);
  expect(literal.stdout).toContain('VIOLATED  a scenario: 1 of 1 run failed');
  expect(await leftoversAfter(20_000, literal.result.runId)).toEqual([]);
});

test('a migrated policy measures the same', async () => {
  using folder = makeFolder();
  const migrated = await cli(['migrate', experiment3, '--output-dir', folder.path]);
  expect(migrated.code).toBe(0);
  const config = join(folder.path, 'pod-start-slo.yml');
  expect(readFileSync(config, 'utf8')).toContain('manifest: verify-pod-start-slo.yml');
  const again = await cli(['migrate', experiment3, '--output-dir', folder.path]);
  expect(again.code).toBe(2);
  const json = join(folder.path, 'result.json');
  const { code } = await cli(['run', '-c', config, '--iterations', '1', '--export-json', json]);
  expect(code).toBe(0);
  expect(readResult(json).scenarios[0]?.objectives[0]?.expression).toBe('max <= 30s');
});
