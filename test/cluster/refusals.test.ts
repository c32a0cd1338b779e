import { describe, expect, test } from 'vitest';
import type { IterationResult } from '../../src/core/result.ts';
import { environment } from './support/environment.ts';
import { apply, leftoversAfter, makeNamespace } from './support/kubectl.ts';
import { deployment, manifest, pod, service, slowStart } from './support/manifests.ts';
import { measure, type Measured } from './support/result.ts';

const image = (): string[] => ['--image', environment().slowStartImage, '--port', '8080'];
const enforce = 'pod-security.kubernetes.io/enforce';
const once = ['--via', 'node-port', '--iterations', '1', '--warmup', '0'];

/** Far less than the timeout of 60 s, and enough for a busy machine that has to make a start twice. */
const atOnceMs = 30_000;

describe('under Pod Security', () => {
  test('--restricted runs where the namespace enforces "restricted"', async () => {
    await using namespace = await makeNamespace({ [enforce]: 'restricted' });
    const run = await measure([...image(), ...once, '--restricted', '-n', namespace.name]);
    expect(run).toMatchObject({ code: 0, judged: [{ outcome: 'answered' }] });
  });

  test('a plain run is admitted where the namespace enforces "baseline"', async () => {
    await using namespace = await makeNamespace({ [enforce]: 'baseline' });
    const run = await measure([...image(), ...once, '-n', namespace.name]);
    expect(run).toMatchObject({ code: 0, judged: [{ outcome: 'answered' }] });
  });

  test('a plain run under "restricted" fails at once, is counted exactly and violates', async () => {
    await using namespace = await makeNamespace({ [enforce]: 'restricted' });
    const flags = ['--via', 'node-port', '--iterations', '3', '--warmup', '0', '--objective', 'p95 <= 30s'];
    const run = await measure([...image(), ...flags, '-n', namespace.name]);
    expect(run).toMatchObject({ code: 1, result: { verdict: 'violated', complete: true } });
    const { length } = run.judged;
    expect(run.scenario.summary).toMatchObject({ count: length, failed: length, timedOut: 0 });
    expect(run.scenario.summary).toMatchObject({ p95Ms: null, maxMs: null });
    for (const { outcome, reason, message, totalMs } of run.judged) {
      expect({ outcome, reason, totalMs }).toEqual({ outcome: 'failed', reason: 'Forbidden', totalMs: null });
      expect(message).toContain('violates PodSecurity "restricted:latest"');
    }
    expect(run.tookMs).toBeLessThan(atOnceMs);
    expect(await leftoversAfter(10_000, run.result.runId)).toEqual([]);
  });
});

describe('under a quota that is used up', () => {
  const noPods = `{ apiVersion: v1, kind: ResourceQuota, metadata: { name: none }, spec: { hard: { pods: "0" } } }`;

  test('a pod fails at once, with the API server’s reason', async () => {
    await using namespace = await makeNamespace();
    await apply(namespace.name, noPods);
    const run = await measure([...image(), ...once, '-n', namespace.name]);
    const { reason, message } = failed(run);
    expect(reason).toBe('Forbidden');
    expect(message).toContain('exceeded quota: none');
    expect(run.tookMs).toBeLessThan(atOnceMs);
  });

  test('a Deployment whose pods are refused fails at once too', async () => {
    await using namespace = await makeNamespace();
    await apply(namespace.name, noPods);
    const objects = manifest(service(), deployment({ containers: [slowStart()] }));
    const run = await measure(['-f', '-', ...once, '-n', namespace.name], { stdin: objects });
    const { reason, message } = failed(run);
    expect(reason).toBe('FailedCreate');
    expect(message).toContain('exceeded quota: none');
    expect(run.tookMs).toBeLessThan(atOnceMs);
    expect(await leftoversAfter(10_000, run.result.runId)).toEqual([]);
  });
});

describe('states that may recover are waited for, and the reason last seen is told', () => {
  test('a pod that no node takes', async () => {
    const run = await start(['--timeout', '3s'], {
      nodeSelector: { none: 'such' },
      containers: [slowStart()],
    });
    expect(timedOut(run).reason).toBe('Unschedulable');
    expect(timedOut(run).message).toContain('0/1 nodes are available');
    expect(run.judged[0]).toMatchObject({ readyMs: null, nodeName: null, phases: { schedulingMs: null } });
  });

  test('an image that the registry does not have', async () => {
    const missing = slowStart([], { image: `${environment().registry}/missing:1` });
    const run = await start(['--timeout', '6s'], { containers: [missing] });
    // The kubelet says the one for about ten seconds, then the other, then tries again.
    expect(timedOut(run).reason).toMatch(/^(ErrImagePull|ImagePullBackOff)$/);
    expect(timedOut(run).message).toContain('/missing:1');
    expect(run.judged[0]?.imagePulls).toEqual([]);
    expect(run.judged[0]?.phases.imagePullMs).toBeNull();
  });

  test('a container that crashes again and again', async () => {
    const crashing = slowStart(['--never-listen', '--exit-after', '100ms']);
    const run = await start(['--timeout', '9s'], { containers: [crashing] });
    // Error is what it says between an end and the next start.
    expect(timedOut(run).reason).toMatch(/^(Error|CrashLoopBackOff)$/);
  });

  test('a container whose command does not exist', async () => {
    const wrong = slowStart([], { command: ['/no-such-program'] });
    const run = await start(['--timeout', '8s'], { containers: [wrong] });
    expect(timedOut(run).reason).toMatch(/^(CrashLoopBackOff|RunContainerError|StartError)$/);
    expect(run.judged[0]?.outcome).toBe('timed-out');
  });
});

describe('states that cannot recover end the start at once', () => {
  test('a name that is none of an image’s', async () => {
    const run = await start([], { containers: [slowStart([], { image: 'Not_An:Image:1' })] });
    expect(failed(run).reason).toBe('InvalidImageName');
    expect(run.tookMs).toBeLessThan(atOnceMs);
  });

  test('an image that may not be pulled and is not there', async () => {
    const absent = slowStart([], { image: 'pod-start-slo.local/absent:1', imagePullPolicy: 'Never' });
    const run = await start([], { containers: [absent] });
    expect(failed(run).reason).toBe('ErrImageNeverPull');
    expect(run.tookMs).toBeLessThan(atOnceMs);
  });

  test('a pod that ended and is never restarted', async () => {
    const ending = slowStart(['--never-listen', '--exit-after', '200ms', '--exit-code', '3']);
    const run = await start([], { restartPolicy: 'Never', containers: [ending] });
    expect(failed(run)).toMatchObject({
      reason: 'Error',
      message: 'pod web: container app ended with exit code 3 and restartPolicy Never',
    });
    expect(run.tookMs).toBeLessThan(atOnceMs);
  });

  test('one that ended well, too', async () => {
    const ending = slowStart(['--never-listen', '--exit-after', '200ms', '--exit-code', '0']);
    const run = await start([], { restartPolicy: 'Never', containers: [ending] });
    expect(failed(run)).toMatchObject({ reason: 'Completed' });
  });
});

async function start(flags: readonly string[], spec: Parameters<typeof pod>[0]): Promise<Measured> {
  const run = await measure(['-f', '-', ...once, ...flags], { stdin: manifest(service(), pod(spec)) });
  expect(await leftoversAfter(15_000, run.result.runId)).toEqual([]);
  return run;
}

function timedOut(run: Measured): IterationResult {
  return only(run, 'timed-out', { count: 1, timedOut: 1, failed: 0 });
}

function failed(run: Measured): IterationResult {
  return only(run, 'failed', { count: 1, timedOut: 0, failed: 1 });
}

function only(run: Measured, outcome: string, counts: object): IterationResult {
  expect(run.scenario.summary).toMatchObject({ ...counts, p50Ms: null, p95Ms: null, maxMs: null });
  const [iteration] = run.judged;
  if (iteration === undefined) throw new Error('no iteration');
  expect(iteration).toMatchObject({ outcome, totalMs: null });
  return iteration;
}
