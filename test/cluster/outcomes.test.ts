import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { IterationResult } from '../../src/core/result.ts';
import { environment } from './support/environment.ts';
import { apply, leftoversAfter, kubectl, makeNamespace } from './support/kubectl.ts';
import { deployment, manifest, pod, service, slowStart } from './support/manifests.ts';
import { makeNodeFolder } from './support/node.ts';
import { makeFolder, measure, measureOnce } from './support/result.ts';

test('a pod that never listens times out, violates, and ends the run as soon as nothing can change it', async () => {
  const image = ['--image', environment().slowStartImage, '--port', '8080', '--arg=--never-listen'];
  const flags = ['--via', 'node-port', '--timeout', '8s', '--objective', 'p95 <= 2s', '--warmup', '0'];
  const run = await measure([...image, ...flags]);
  expect(run).toMatchObject({ code: 1, result: { verdict: 'violated', complete: true } });
  const { length } = run.judged;
  // Three in a row without an answer: by chance that happens once in 8000 runs of a service that keeps its p95.
  expect(run.scenario).toMatchObject({ stoppedBecause: 'none-answered' });
  expect(length).toBe(3);
  expect(run.scenario.summary).toMatchObject({ count: length, timedOut: length, failed: 0 });
  expect(run.scenario.summary).toMatchObject({ minMs: null, meanMs: null, p50Ms: null, p95Ms: null });
  expect(run.scenario.objectives).toMatchObject([
    { observedMs: null, verdict: 'violated', passed: false, evidence: { n: length, over: length } },
  ]);
  for (const iteration of run.judged) {
    expect(iteration).toMatchObject({ outcome: 'timed-out', reason: 'NotAnswering', totalMs: null });
    expect(iteration.message).toContain('the pods run, but the service did not answer');
    // Ready though it never listens: without a readiness probe that says nothing.
    expect(iteration.readyMs).toBeGreaterThan(0);
    expect(iteration.probe.attempts).toBeGreaterThan(100);
  }
  expect(await leftoversAfter(10_000, run.result.runId)).toEqual([]);
});

test('an answer with another status is told with the status, what it means and what to pass', async () => {
  const { agnhostImage } = environment();
  const paths = ['/redirect?location=/login&code=302', '/echo?msg=no&code=401', '/echo?msg=no&code=404'];
  const config = {
    defaults: { timeout: '8s', iterations: 1, warmup: 0, probe: { via: 'node-port' } },
    scenarios: paths.map((path, index) => ({
      ...{ name: `status-${index}`, probe: { path } },
      workload: { image: agnhostImage, port: 8080, args: ['netexec', '--http-port=8080'] },
    })),
  };
  using folder = makeFolder();
  const file = join(folder.path, 'slo.yml');
  writeFileSync(file, JSON.stringify(config));
  const { result } = await measureOnce(['-c', file]);
  const told = result.scenarios.map(({ iterations }) => iterations[0]?.diagnosis);
  expect(told).toMatchObject([
    { kind: 'status', problem: expect.stringContaining('HTTP 302 Found instead of 200') as string },
    { kind: 'status', problem: expect.stringContaining('HTTP 401 Unauthorized instead of 200') as string },
    { kind: 'status', problem: expect.stringContaining('HTTP 404 Not Found instead of 200') as string },
  ]);
  for (const [index, status] of [302, 401, 404].entries())
    expect(told[index]?.fix).toContain(`--status ${status}`);
});

test('of starts of which every fourth hangs, each is counted for what it was', async () => {
  await using folder = await makeNodeFolder();
  const container = slowStart(['--hang-every', '4', '--counter-file', '/count/starts'], {
    volumeMounts: [{ name: 'count', mountPath: '/count' }],
  });
  const volumes = [{ name: 'count', hostPath: { path: folder.path, type: 'Directory' } }];
  const objects = manifest(service(), deployment({ containers: [container], volumes }));
  const flags = ['--via', 'node-port', '--timeout', '8s', '--iterations', '8', '--warmup', '0'];
  const run = await measureOnce(['-f', '-', ...flags], { stdin: objects });
  for (const { index, outcome } of run.judged)
    expect(outcome).toBe(index % 4 === 0 ? 'timed-out' : 'answered');
  const count = run.judged.length;
  const timedOut = run.judged.filter(({ index }) => index % 4 === 0).length;
  const { summary } = run.scenario;
  expect(summary).toMatchObject({ count, timedOut, failed: 0, p95Ms: timedOut > 0 ? null : summary.maxMs });
  expect(summary.p50Ms).toBeLessThan(8000);
  expect(Number(await folder.read('starts'))).toBe(run.scenario.iterations.length);
  // Without an objective nothing is violated. On a busy machine a start may not count, and then another is made.
  if (run.scenario.stoppedBecause !== 'too-many-invalid') {
    expect(run).toMatchObject({ code: 0, result: { verdict: null } });
    expect(count).toBe(8);
    expect(timedOut).toBeGreaterThan(0);
  }
});

test('a pod that is Ready long before it answers has both times right', async () => {
  const objects = manifest(service(), pod({ containers: [slowStart(['--listen-after', '3s'])] }));
  for (const iteration of await threeOf(objects)) {
    const { totalMs, readyMs, phases } = known(iteration);
    const started = startedMs(iteration);
    expect(readyMs).toBeLessThan(totalMs - 1000);
    expectWithin(totalMs - started, [3000, 3500]);
    expectWithin(readyMs - started, [-100, 2500]);
    expectWithin(phases.applicationMs ?? NaN, [2750, 3500]);
  }
});

test('one that answers long before it is Ready has both times right, too', async () => {
  const readinessProbe = { httpGet: { path: '/readyz', port: 8080 }, periodSeconds: 1 };
  const container = slowStart(['--ready-after', '4s'], { readinessProbe });
  const objects = manifest(service({ publishNotReadyAddresses: true }), pod({ containers: [container] }));
  for (const iteration of await threeOf(objects)) {
    const { totalMs, readyMs } = known(iteration);
    const started = startedMs(iteration);
    expect(totalMs).toBeLessThan(readyMs - 1000);
    // At the latest when kube-proxy has heard of it, which it does once a second.
    expectWithin(totalMs - started, [-100, 2800]);
    // The kubelet asks once a second.
    expectWithin(readyMs - started, [3900, 6000]);
  }
});

test('an old pod with the same labels that answers at once is never taken for the new one', async () => {
  await using namespace = await makeNamespace();
  const old = pod({ containers: [slowStart()] });
  await apply(namespace.name, manifest({ ...old, metadata: { ...old.metadata, name: 'old' } }));
  await kubectl(['wait', '-n', namespace.name, 'pod/old', '--for=condition=Ready', '--timeout=60s']);
  const objects = manifest(service(), pod({ containers: [slowStart(['--listen-after', '3s'])] }));
  for (const iteration of await threeOf(objects, ['-n', namespace.name])) {
    const { totalMs } = known(iteration);
    expectWithin(totalMs - startedMs(iteration), [3000, 3500]);
  }
  const left = await kubectl(['get', 'pods', '-n', namespace.name, '-o', 'jsonpath={..metadata.name}']);
  expect(left).toBe('old');
});

async function threeOf(objects: string, flags: readonly string[] = []): Promise<IterationResult[]> {
  const often = ['--via', 'node-port', '--iterations', '3', '--warmup', '0'];
  const run = await measure(['-f', '-', ...often, ...flags], { stdin: objects });
  expect(run.code).toBe(0);
  expect(run.scenario.summary).toMatchObject({ count: 3, timedOut: 0, failed: 0 });
  expect(run.undisturbed, 'this machine is too busy').not.toEqual([]);
  return run.undisturbed;
}

/** When the kubelet told that the container had started: a little after its process began. */
function startedMs({ instants }: IterationResult): number {
  const started = instants.find(({ name, clock }) => name === 'started' && clock === 'runner');
  return (started?.sinceStartMs ?? NaN) - startedLateMs;
}

/** From the process's begin to the receipt of the event, as measured on a busy machine. */
const startedLateMs = 100;

function known(iteration: IterationResult): {
  totalMs: number;
  readyMs: number;
  phases: IterationResult['phases'];
} {
  const { totalMs, readyMs, phases } = iteration;
  if (totalMs === null || readyMs === null) throw new Error('not answered, or never Ready');
  return { totalMs, readyMs, phases };
}

function expectWithin(value: number, [from, to]: readonly [number, number]): void {
  expect(value).toBeGreaterThanOrEqual(from);
  expect(value).toBeLessThanOrEqual(to);
}
