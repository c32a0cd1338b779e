import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { leftovers, makeNamespace, objectsIn } from './support/kubectl.ts';
import { manifest, pod, service, slowStart } from './support/manifests.ts';
import { kubectlApply, probeOf } from './support/policy.ts';
import { makeFolder } from './support/result.ts';
import { waitFor } from './support/waiting.ts';
import { startWatch, valueOf } from './support/watch.ts';

const web = manifest(pod({ containers: [slowStart()] }), service());
const rhythm = ['--interval', '5s', '--jitter', '0%'];

test('a policy goes on for ever: what it asks for is measured, the rest is run step by step and alerted on', async () => {
  using folder = makeFolder();
  const file = join(folder.path, 'policy.yml');
  const available = [kubectlApply(web), { wait: { seconds: 20 } }, probeOf('default')];
  const nobodyAnswers = { probeHTTP: { target: { url: 'http://127.0.0.1:9' }, retries: 1 } };
  const scenarios = [
    { name: 'available', steps: available },
    { name: 'broken', steps: [nobodyAnswers] },
  ];
  writeFileSync(file, JSON.stringify({ config: { runStrategy: { runs: 1 } }, scenarios }));
  await using watch = startWatch(['--policy', file, ...rhythm]);
  await watch.logged(/available #2 answered[^]*ALERT broken: [^]*broken #3 failed/, 60_000);
  const log = watch.lines().join('\n');
  expect(log).toContain('config.runStrategy.runs');
  expect(log).toMatch(/available #2 answered in .*slo max <= 20s: \S+ m?s of 2/);
  expect(log).toContain(
    'ALERT broken: SLO 95% of runs pass is violated: 2 of 2 runs failed over the last 24 h',
  );
  const { text } = await watch.ask('/metrics');
  const broken = 'scenario="broken"';
  expect(valueOf(text, 'pod_start_slo_policy_runs_total', `${broken},result="passed"`)).toBe(0);
  expect(valueOf(text, 'pod_start_slo_policy_runs_total', `${broken},result="failed"`)).toBeGreaterThan(2);
  expect(valueOf(text, 'pod_start_slo_alert_firing', `${broken},limit="slo"`)).toBe(1);
  expect(valueOf(text, 'pod_start_slo_alert_firing', 'scenario="available",limit="slo"')).toBe(0);
  expect(await watch.terminate()).toEqual([]);
});

test('killed with -9 between two steps, it deletes what the policy had left, and goes on with the window', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const file = join(folder.path, 'policy.yml');
  const state = join(folder.path, 'state.jsonl');
  const steps = [kubectlApply(web), { wait: { seconds: 3 } }];
  writeFileSync(file, JSON.stringify({ scenarios: [{ name: 'apply', steps }] }));
  const flags = ['--policy', file, '--namespace', namespace.name, '--state', state, ...rhythm];
  const killed = startWatch(flags);
  await killed.logged(/apply #1 passed/, 60_000);
  const [lostRun = ''] = killed.runIds();
  await waitFor('a pod', async () =>
    (await leftovers(lostRun)).some((object) => object.startsWith('Pod ')) ? true : null,
  );
  killed.child.kill('SIGKILL');
  await killed.ended;

  await using watch = startWatch(flags);
  await watch.logged(/apply #2 passed/, 90_000);
  expect(watch.lines().join('\n')).toMatch(
    new RegExp(`deleted leftovers of run ${lostRun}: .*Pod in ${namespace.name}: web`),
  );
  expect(watch.lines().join('\n')).toContain('slo 95% of runs pass: 2 of 2');
  expect(await leftovers(lostRun)).toEqual([]);
  expect(await watch.terminate()).toEqual([]);
  expect(await objectsIn(namespace.name)).toEqual([]);
});
