import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Result } from '../../src/core/result.ts';
import { cli, startCli } from './support/cli.ts';
import type { Started } from './support/command.ts';
import { environment } from './support/environment.ts';
import {
  apply,
  leftovers,
  leftoversAfter,
  makeNamespace,
  namespaceGoes,
  objectsIn,
  standingPods,
} from './support/kubectl.ts';
import { makeFolder, measure, readResult } from './support/result.ts';
import { printed, scoped, waitFor } from './support/waiting.ts';

const { slowStartImage } = environment();

/** Starts that last long enough to be interrupted. */
function slowStart(iterations: number, listenAfter: string): string[] {
  const workload = ['--image', slowStartImage, '--port', '8080', '--arg', `--listen-after=${listenAfter}`];
  return [...workload, '--iterations', `${iterations}`, '--warmup', '0', '--via', 'node-port'];
}

/** A run whose second start is going on: its pod's container runs, and does not listen yet. */
async function runInSecondStart(file: string, flags: readonly string[] = []): Promise<Started> {
  const run = startCli([
    ...['run', ...slowStart(5, '2s'), ...flags],
    ...['--watch-pods', '--export-json', file],
  ]);
  await printed(run, /^\[1\/5\] answered[^]*Running/m);
  return run;
}

/** The outcomes so far, without those that a busy machine has made invalid. */
function countedIn([scenario]: Result['scenarios']): string[] {
  return (scenario?.iterations ?? []).map(({ outcome }) => outcome).filter((each) => each !== 'invalid');
}

test('what was measured survives kill -9, and clean deletes the rest once it has seen that nobody renews the lease', async () => {
  using folder = makeFolder();
  const killed = await runInSecondStart(join(folder.path, 'killed.json'));
  killed.child.kill('SIGKILL');
  expect((await killed.ended).signal).toBe('SIGKILL');

  const { runId, namespace, complete, scenarios } = readResult(join(folder.path, 'killed.json'));
  expect(complete).toBe(false);
  expect(scenarios[0]?.stoppedBecause).toBe('running');
  expect(countedIn(scenarios)).toEqual(['answered']);
  const left = await leftovers(runId);
  expect(left).toEqual(
    expect.arrayContaining([
      `Namespace /${namespace}`,
      `Pod ${namespace}/slow-start`,
      `Service ${namespace}/slow-start`,
      `Lease ${namespace}/pod-start-slo-${runId}`,
    ]),
  );

  const otherFile = join(folder.path, 'other.json');
  const command = ['run', ...slowStart(5, '8s'), '--watch-pods', '--export-json', otherFile];
  await using other = scoped(startCli(command));
  await printed(other, /^\[1\/5\] answered[^]*Running/m);
  const swept = await cli(['clean']);
  expect(swept).toMatchObject({ code: 0 });
  expect(swept.stdout).toMatch(/^watching for up to 40 s whether \d+ runs can be seen alive/);
  expect(swept.stdout).toContain(`deleted namespace ${namespace}\n`);
  expect(swept.stdout).toContain(`run ${readResult(otherFile).runId} is still going on and was not touched`);
  expect(await namespaceGoes(namespace, 60_000)).toBe(true);

  expect(await other.ended).toMatchObject({ code: 0 });
  const finished = readResult(otherFile);
  expect(finished.complete).toBe(true);
  expect(finished.scenarios[0]?.summary).toMatchObject({ count: 5, timedOut: 0, failed: 0 });
});

test('in a namespace of the user, clean deletes what the killed run made and nothing else', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  await apply(namespace.name, ownObjects);
  await waitFor('the endpoint slice of the user’s service', async () =>
    (await objectsIn(namespace.name)).some((name) => name.startsWith('EndpointSlice/')) ? true : null,
  );
  const before = await objectsIn(namespace.name);

  const file = join(folder.path, 'killed.json');
  const killed = await runInSecondStart(file, ['-n', namespace.name]);
  killed.child.kill('SIGKILL');
  await killed.ended;
  const { runId } = readResult(file);
  expect(await leftovers(runId)).toContain(`Pod ${namespace.name}/slow-start`);

  const swept = await cli(['clean', '-n', namespace.name, '--all']);
  expect(swept).toMatchObject({ code: 0 });
  expect(swept.stdout.split('\n').sort()).toEqual([
    '',
    '3 things deleted, 0 left',
    `deleted Pod in ${namespace.name}: slow-start`,
    `deleted Service in ${namespace.name}: slow-start`,
    `deleted lease pod-start-slo-${runId} in ${namespace.name}`,
  ]);
  expect(await leftoversAfter(60_000, runId)).toEqual([]);
  expect(await objectsIn(namespace.name)).toEqual(before);
});

test.each([
  { signal: 'SIGINT', code: 130 },
  { signal: 'SIGTERM', code: 143 },
] as const)('$signal ends a run with exit code $code, its results so far and nothing left', async (each) => {
  using folder = makeFolder();
  const file = join(folder.path, 'result.json');
  const run = await runInSecondStart(file);
  const killedMs = performance.now();
  run.child.kill(each.signal);
  const { code, stdout, stderr } = await run.ended;
  expect(code).toBe(each.code);
  // GitHub's runner sends the next signal after 7.5 s.
  expect(performance.now() - killedMs).toBeLessThan(7500);
  expect(stderr).toContain(`${each.signal}: deleting what was created`);
  expect(stderr.match(/^.*interrupted.*$/gm)).toHaveLength(1);
  expect(stderr).not.toMatch(/warning:|^\s+at /m);
  expect(stdout).toContain('interrupted after 1 start');

  const { runId, namespace, complete, scenarios } = readResult(file);
  expect(complete).toBe(false);
  expect(scenarios[0]?.stoppedBecause).toBe('interrupted');
  expect(countedIn(scenarios)).toEqual(['answered']);
  expect(await leftovers(runId)).toEqual([]);
  expect(await namespaceGoes(namespace, 60_000)).toBe(true);
});

test('an interruption at whatever moment of the beginning leaves nothing', async () => {
  using folder = makeFolder();
  await using namespace = await makeNamespace();
  const setup = join(folder.path, 'setup.yml');
  writeFileSync(setup, '{ apiVersion: v1, kind: ConfigMap, metadata: { name: settings } }');
  const command = ['run', ...slowStart(5, '2s'), '-n', namespace.name, '--setup-manifest', setup];
  for (let afterMs = 200; afterMs < 1500; afterMs += 150) {
    const run = startCli(command);
    await sleep(afterMs);
    run.child.kill('SIGINT');
    const { code, signal, stderr } = await run.ended;
    // The process has to be up before it can take a signal in its own way.
    expect({ code, signal, stderr }).toMatchObject(signal === null ? { code: 130 } : { signal: 'SIGINT' });
  }
  const run = startCli(command);
  await waitFor('a pod', async () => (await standingPods(namespace.name))[0] ?? null);
  run.child.kill('SIGINT');
  expect(await run.ended).toMatchObject({ code: 130 });
  expect(await objectsIn(namespace.name)).toEqual([]);
});

test('two runs at once in one cluster are both right and both leave nothing', async () => {
  const runs = await Promise.all([
    measure(slowStart(2, '2s')),
    measure([...slowStart(2, '1s'), '--name', 'other']),
  ]);
  for (const [index, { code, result, scenario, judged }] of runs.entries()) {
    const listensMs = index === 0 ? 2000 : 1000;
    expect(code).toBe(0);
    expect(scenario.summary.count).toBe(2);
    for (const { outcome, totalMs } of judged.filter(({ outcome }) => outcome !== 'invalid')) {
      expect(outcome).toBe('answered');
      expect(totalMs).toBeGreaterThan(listensMs);
      expect(totalMs).toBeLessThan(listensMs + 5000);
    }
    expect(await leftovers(result.runId)).toEqual([]);
  }
  expect(new Set(runs.map(({ result }) => result.namespace)).size).toBe(2);
});

const ownObjects = `
apiVersion: v1
kind: ConfigMap
metadata:
  name: mine
  labels: { app.kubernetes.io/managed-by: pod-start-slo }
---
apiVersion: v1
kind: Service
metadata: { name: mine }
spec:
  selector: { app: mine }
  ports: [{ port: 80, targetPort: 8080 }]
---
apiVersion: v1
kind: Pod
metadata: { name: mine, labels: { app: mine } }
spec:
  containers: [{ name: app, image: "${slowStartImage}", imagePullPolicy: IfNotPresent }]
`;
