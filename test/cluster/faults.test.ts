import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from '../../src/core/plan.ts';
import { cli, startCli } from './support/cli.ts';
import { environment } from './support/environment.ts';
import {
  apply,
  kubectl,
  leftoversAfter,
  makeNamespace,
  namespaceGoes,
  objectsIn,
} from './support/kubectl.ts';
import { manifest, pod, service, slowStart } from './support/manifests.ts';
import { makeFolder, measure, readResult } from './support/result.ts';
import { printed, scoped } from './support/waiting.ts';
import { startWebhook } from './support/webhook.ts';

const { slowStartImage } = environment();
const once = ['--via', 'node-port', '--iterations', '1', '--warmup', '0'];
const web = manifest(service(), pod({ containers: [slowStart()] }));

describe('an admission webhook', () => {
  test('that rejects pods fails the start at once, in its own words', async () => {
    await using namespace = await makeNamespace();
    await using webhook = await startWebhook(namespace, { allowed: false, message: 'no pods on Fridays' });
    const run = await measure(['-f', '-', ...once, '-n', namespace.name], { stdin: web });
    expect(run.judged).toMatchObject([{ outcome: 'failed', totalMs: null }]);
    expect(run.judged[0]?.message).toContain('denied the request: no pods on Fridays');
    expect(webhook.asked()).toBeGreaterThan(0);
    expect(await leftoversAfter(10_000, run.result.runId)).toEqual([]);
  });

  test('that adds a sidecar is measured with it', async () => {
    await using namespace = await makeNamespace();
    const sidecar = slowStart(['--never-listen'], { name: 'sidecar', ports: [] });
    const patch = [{ op: 'add', path: '/spec/containers/-', value: sidecar }];
    await using webhook = await startWebhook(namespace, { allowed: true, patch });
    const run = await measure(['-f', '-', ...once, '-n', namespace.name], { stdin: web });
    expect(run).toMatchObject({ code: 0, judged: [{ outcome: 'answered' }] });
    const started = run.judged[0]?.instants.filter(
      ({ name, clock }) => name === 'started' && clock === 'kubelet',
    );
    expect(started).toHaveLength(2);
    expect(webhook.asked()).toBeGreaterThan(0);
    expect(await leftoversAfter(10_000, run.result.runId)).toEqual([]);
  });

  test('that does not answer is asked again until the time of the start is up, and told', async () => {
    await using namespace = await makeNamespace();
    await using webhook = await startWebhook(namespace, null);
    const flags = ['-f', '-', ...once, '--timeout', '3s', '-n', namespace.name];
    const { code, stderr } = await cli(['run', ...flags], { stdin: web });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error: creating Pod\/web: .*failed calling webhook/m);
    expect(webhook.asked()).toBeGreaterThanOrEqual(2);
    await expect.poll(() => objectsIn(namespace.name), { timeout: 10_000 }).toEqual([]);
  });
});

test('a LimitRange that the pod exceeds fails the start at once, in the words of the API server', async () => {
  await using namespace = await makeNamespace();
  const limits = [{ type: 'Container', max: { cpu: '50m' } }];
  await apply(
    namespace.name,
    JSON.stringify({ apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'small' }, spec: { limits } }),
  );
  const large = slowStart([], { resources: { limits: { cpu: '100m' } } });
  const objects = manifest(service(), pod({ containers: [large] }));
  const run = await measure(['-f', '-', ...once, '-n', namespace.name], { stdin: objects });
  expect(run.judged).toMatchObject([{ outcome: 'failed', reason: 'Forbidden', totalMs: null }]);
  expect(run.judged[0]?.message).toContain('maximum cpu usage per Container is 50m');
  expect(await leftoversAfter(10_000, run.result.runId)).toEqual([]);
});

test('a namespace that is being deleted is refused before anything is made', async () => {
  await using namespace = await makeNamespace();
  const metadata = { name: 'stuck', finalizers: ['example.com/stuck'] };
  await apply(namespace.name, JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata }));
  await namespace.remove();
  const { code, stderr } = await cli(['run', '-f', '-', ...once, '-n', namespace.name], { stdin: web });
  await unstick(namespace.name, 'configmap/stuck');
  expect(code).toBe(2);
  expect(stderr).toContain(`--namespace: it is being deleted (got "${namespace.name}")`);
});

test('a namespace that is deleted in the middle of a start ends the run without a verdict', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const file = `${folder.path}/result.json`;
  const objects = manifest(service(), pod({ containers: [slowStart(['--listen-after', '8s'])] }));
  const flags = ['-f', '-', '--via', 'node-port', '--iterations', '2', '--warmup', '0', '-n', namespace.name];
  const wanted = ['--objective', 'max <= 30s', '--watch-pods', '--export-json', file];
  await using run = scoped(startCli(['run', ...flags, ...wanted], { stdin: objects }));
  await printed(run, /Running/);
  await namespace.remove();
  const { code, stderr } = await run.ended;
  expect(code).toBe(3);
  expect(stderr).toContain('[not counted] invalid: PodDeleted');
  expect(stderr).toMatch(/^error: creating Service\/web: .*because it is being terminated$/m);
  expect(readResult(file)).toMatchObject({ complete: false, scenarios: [{ summary: { failed: 0 } }] });
  expect(await namespaceGoes(namespace.name, 20_000)).toBe(true);
});

test('a load balancer that never gets an address counts as slower than every limit', async () => {
  const workload = ['--image', slowStartImage, '--port', '8080', '--via', 'load-balancer'];
  const flags = ['--iterations', '1', '--warmup', '0', '--timeout', '4s', '--objective', 'max <= 3s'];
  const run = await measure([...workload, ...flags]);
  expect(run.code).toBe(1);
  expect(run.judged).toMatchObject([{ outcome: 'timed-out', reason: 'NotAnswering', totalMs: null }]);
  expect(run.judged[0]?.message).toContain('its load balancer has no address');
  expect(await leftoversAfter(10_000, run.result.runId)).toEqual([]);
});

test('a pod that is evicted in the middle of its start is not counted', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const file = `${folder.path}/result.json`;
  const objects = manifest(service(), pod({ containers: [slowStart(['--listen-after', '6s'])] }));
  const flags = ['-f', '-', ...once, '-n', namespace.name, '--watch-pods', '--export-json', file];
  await using run = scoped(startCli(['run', ...flags], { stdin: objects }));
  await printed(run, /Running/);
  const eviction = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: 'web' } };
  const path = `/api/v1/namespaces/${namespace.name}/pods/web/eviction`;
  await kubectl(['create', '--raw', path, '-f', '-'], JSON.stringify(eviction));
  const { stderr } = await run.ended;
  expect(stderr).toContain('[not counted] invalid: EvictionByEvictionAPI');
  const { runId, scenarios } = readResult(file);
  expect(scenarios[0]?.iterations[0]).toMatchObject({ outcome: 'invalid', reason: 'EvictionByEvictionAPI' });
  expect(scenarios[0]?.summary).toMatchObject({ failed: 0, timedOut: 0 });
  expect(await leftoversAfter(15_000, runId)).toEqual([]);
});

test('a finalizer that nobody removes is waited for, told and never stripped', async () => {
  await using namespace = await makeNamespace();
  const web: KubernetesObject = pod({ containers: [slowStart()] });
  const stuck = { ...web, metadata: { ...web.metadata, finalizers: ['example.com/stuck'] } };
  const flags = ['-f', '-', ...once, '-n', namespace.name];
  const run = await measure(flags, { stdin: manifest(service(), stuck) });
  const left = await kubectl([
    'get',
    '-n',
    namespace.name,
    'pod/web',
    '-o',
    'jsonpath={.metadata.finalizers}',
  ]);
  await unstick(namespace.name, 'pod/web');
  expect(run).toMatchObject({ code: 0, judged: [{ outcome: 'answered' }] });
  expect(run.stderr).toMatch(/^warning: .*pod web is still there \d+ s after its deletion/m);
  expect(run.tookMs).toBeLessThan(60_000);
  expect(left).toBe('["example.com/stuck"]');
});

async function unstick(namespace: string, object: string): Promise<void> {
  await kubectl(['patch', '-n', namespace, object, '--type=merge', '-p', '{"metadata":{"finalizers":null}}']);
}
