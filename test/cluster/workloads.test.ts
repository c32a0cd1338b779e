import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cli } from './support/cli.ts';
import { apply, kubectl, leftoversAfter, makeNamespace, objectsIn } from './support/kubectl.ts';
import { deployment, manifest, pod, service, slowStart, statefulSet } from './support/manifests.ts';
import { makeFolder, measure, type Measured } from './support/result.ts';
import type { KubernetesObject } from '../../src/core/plan.ts';

test('a Deployment of two has its total when both are Ready and it answers', async () => {
  const ready = { httpGet: { path: '/readyz', port: 8080 }, periodSeconds: 1 };
  const web = deployment({ containers: [slowStart(['--ready-after', '2s'], { readinessProbe: ready })] }, 2);
  const run = await measureObjects([service(), web]);
  for (const { outcome, totalMs, readyMs, instants, phases } of run.undisturbed) {
    expect(outcome).toBe('answered');
    const answered = instants.find(({ name }) => name === 'answered')?.sinceStartMs ?? NaN;
    expect(totalMs).toBeCloseTo(Math.max(readyMs ?? NaN, answered), 3);
    expect(readyMs).toBeGreaterThan(2000);
    expect(phases.schedulingMs).not.toBeNull();
    expect(new Set(instants.flatMap(({ pod: name }) => name ?? [])).size).toBe(1);
  }
});

test('a StatefulSet of two, which starts one pod after the other', async () => {
  const container = slowStart(['--listen-after', '500ms'], {
    readinessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 },
  });
  const run = await measureObjects([service(), statefulSet({ containers: [container] }, 2)]);
  for (const { outcome, totalMs, readyMs, instants } of run.undisturbed) {
    expect(outcome).toBe('answered');
    expect(totalMs).toBeGreaterThanOrEqual(readyMs ?? NaN);
    expect(instants.find(({ pod: name }) => name !== undefined)?.pod).toBe('web-1');
  }
});

test('an init container’s time is its own phase, and a native sidecar is no init container', async () => {
  const spec = {
    initContainers: [
      slowStart(['--never-listen', '--exit-after', '700ms', '--exit-code', '0'], {
        name: 'prepare',
        ports: [],
      }),
      slowStart(['--port', '9090'], { name: 'sidecar', ports: [], restartPolicy: 'Always' }),
    ],
    containers: [slowStart()],
  };
  const run = await measureObjects([service(), pod(spec)]);
  for (const { outcome, phases, imagePulls } of run.undisturbed) {
    expect(outcome).toBe('answered');
    expect(phases.initContainersMs).toBeGreaterThanOrEqual(700);
    // The kubelet hears of the end from its runtime's events, or at its next look a second later.
    expect(phases.initContainersMs).toBeLessThan(700 + 2000);
    expect(imagePulls.map(({ container }) => container)).toEqual(['prepare', 'sidecar', 'app']);
    for (const [name, ms] of Object.entries(phases)) if (name !== 'applicationMs') expect(ms).not.toBeNull();
  }
});

test('setup manifests are there before the pod, which takes its settings from them', async () => {
  using folder = makeFolder();
  const file = join(folder.path, 'setup.yml');
  const late = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'late' }, data: { after: '2s' } };
  writeFileSync(file, JSON.stringify(late));
  const env = [
    { name: 'SLOW_START_LISTEN_AFTER', valueFrom: { configMapKeyRef: { name: 'late', key: 'after' } } },
  ];
  const run = await measureObjects(
    [service(), pod({ containers: [slowStart([], { env })] })],
    [...['--setup-manifest', file]],
  );
  for (const { totalMs } of run.judged) expect(totalMs).toBeGreaterThan(2000);
});

test('in a namespace of the user nothing is left, and the user’s objects stay as they are', async () => {
  await using namespace = await makeNamespace();
  const mine = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mine' }, data: { answer: '42' } };
  await apply(namespace.name, JSON.stringify(mine));
  await apply(namespace.name, manifest(renamed(pod({ containers: [slowStart()] }), 'mine')));
  const before = await objectsIn(namespace.name);
  const about = ['get', '-n', namespace.name, 'configmap/mine', 'pod/mine', '-o', 'jsonpath={..uid}'];
  const uids = await kubectl(about);
  const setup = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'setup' } };
  using folder = makeFolder();
  const file = join(folder.path, 'setup.yml');
  writeFileSync(file, JSON.stringify(setup));
  const objects = [service(), deployment({ containers: [slowStart()] })];
  const run = await measureObjects(objects, ['-n', namespace.name, '--setup-manifest', file]);
  expect(run.result.namespace).toBe(namespace.name);
  await expect.poll(() => objectsIn(namespace.name), { timeout: 15_000 }).toEqual(before);
  expect(await kubectl(about)).toBe(uids);
});

test('an object of the user’s with the same name is not touched, and nothing is started', async () => {
  await using namespace = await makeNamespace();
  await apply(namespace.name, manifest(pod({ containers: [slowStart()] })));
  const before = await kubectl(['get', '-n', namespace.name, 'pod/web', '-o', 'jsonpath={.metadata.uid}']);
  const objects = manifest(service(), pod({ containers: [slowStart()] }));
  const { code, stderr } = await cli(['run', '-f', '-', '-n', namespace.name], { stdin: objects });
  expect(code).toBe(2);
  expect(stderr).toMatch(/Pod\/web: namespace \S+ already has an object of this name/);
  expect(await kubectl(['get', '-n', namespace.name, 'pod/web', '-o', 'jsonpath={.metadata.uid}'])).toBe(
    before,
  );
  expect(await objectsIn(namespace.name)).toEqual(['Pod/web']);
});

async function measureObjects(
  objects: readonly KubernetesObject[],
  flags: readonly string[] = [],
): Promise<Measured> {
  const often = ['--via', 'node-port', '--iterations', '2', '--warmup', '0'];
  const run = await measure(['-f', '-', ...often, ...flags], { stdin: manifest(...objects) });
  expect(run).toMatchObject({ code: 0, result: { complete: true, verdict: null } });
  expect(run.judged).toHaveLength(2);
  expect(await leftoversAfter(15_000, run.result.runId)).toEqual([]);
  return run;
}

function renamed(object: KubernetesObject, name: string): KubernetesObject {
  return { ...object, metadata: { ...object.metadata, name } };
}
