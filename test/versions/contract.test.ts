import { expect, test } from 'vitest';
import { phaseKeys, type PhaseKey } from '../../src/core/phases.ts';
import type { IterationResult } from '../../src/core/result.ts';
import { publish } from '../action/support/images.ts';
import { environment } from '../cluster/support/environment.ts';
import { healed } from '../cluster/support/healing-truth.ts';
import { deployment, manifest, pod, service, slowStart } from '../cluster/support/manifests.ts';
import { makeNodeFolder } from '../cluster/support/node.ts';
import { median, toldPod, truthsOf } from '../cluster/support/pod-clock.ts';
import { measure } from '../cluster/support/result.ts';

// What has to be true with every version of Kubernetes; `make test-versions` runs it on each.

const wanted = process.env['KUBERNETES_VERSION'];
/** On by default since Kubernetes 1.35. */
const hasImageVolumes = wanted !== undefined && Number(minorOf(wanted).split('.')[1]) >= 35;

/** How far a number may lie from what the pods say, ms. */
const promisedMs = 150;
/** The application's time is known where the pod refused first, so it listens only when its address is reported. */
const lateArgs = ['--listen-after', '2s'];
const quick = ['-f', '-', '--via', 'node-port', '--warmup', '0'];

/** Every phase is known, but for those that an experiment cannot have. */
function expectPhases(iterations: readonly IterationResult[], unknown: readonly PhaseKey[] = []): void {
  expect(iterations.length, 'this machine is too busy to tell the truth').toBeGreaterThan(0);
  for (const { outcome, phases } of iterations) {
    expect(outcome).toBe('answered');
    for (const key of Object.values(phaseKeys)) {
      if (unknown.includes(key)) continue;
      expect.soft(phases[key], key).not.toBeNull();
      expect.soft(phases[key], key).toBeGreaterThanOrEqual(0);
    }
  }
}

test('a start with an init container and a sidecar: every phase is known, and is what the pod says', async () => {
  await using folder = await makeNodeFolder();
  const spec = toldPod(folder, lateArgs);
  spec.initContainers = [
    slowStart(['--never-listen', '--exit-after', '300ms', '--exit-code', '0'], { name: 'first', ports: [] }),
    slowStart(['--port', '9090'], { name: 'sidecar', ports: [], restartPolicy: 'Always' }),
  ];
  // Each pod of a Deployment has a name of its own, by which the pods' words are told apart.
  const run = await measure([...quick, '--iterations', '3'], {
    stdin: manifest(service(), deployment(spec)),
  });
  if (wanted !== undefined) expect(run.result.cluster.version).toContain(`v${minorOf(wanted)}.`);
  expectPhases(run.undisturbed);
  const truths = await truthsOf(folder, run.undisturbed);
  const errors = truths.map(({ iteration, applicationMs }) => {
    return (iteration.phases.applicationMs ?? NaN) - applicationMs;
  });
  expect(Math.abs(median(errors)), 'application').toBeLessThanOrEqual(promisedMs);
  for (const { iteration, listeningMs } of truths) {
    expect(iteration.totalMs).toBeGreaterThan(listeningMs - 5);
    expect(iteration.phases.initContainersMs).toBeGreaterThanOrEqual(300);
    expect(iteration.imagePulls).toMatchObject([
      { container: 'first', kind: 'present', ms: 0 },
      { container: 'sidecar', kind: 'present', ms: 0 },
      { container: 'app', kind: 'present', ms: 0 },
    ]);
  }
});

test('an image that is removed before each start is pulled, with its time and size', async () => {
  const repository = 'versions/slow-start:test';
  await publish(repository);
  const image = ['--image', `${environment().registry}/${repository}`, '--port', '8080'];
  const cold = ['--image-cache', 'remove', '--via', 'node-port', '--warmup', '0', '--iterations', '2'];
  const run = await measure([...image, ...cold]);
  expect(run.judged.length).toBeGreaterThan(0);
  for (const { imagePulls, phases } of run.judged) {
    expect(imagePulls).toMatchObject([{ container: 'app', kind: 'pulled' }]);
    expect(imagePulls[0]?.bytes).toBeGreaterThan(1_000_000);
    expect(phases.imagePullMs).toBeGreaterThan(1);
    expect(phases.imagePullMs).toBe(imagePulls[0]?.ms);
  }
});

test.runIf(hasImageVolumes)('an image that is a volume is pulled before that of the container', async () => {
  await Promise.all(['versions/files:test', 'versions/app:test'].map((repository) => publish(repository)));
  const { registry } = environment();
  const volumeMounts = [{ name: 'files', mountPath: '/files' }];
  const spec = {
    containers: [slowStart([], { image: `${registry}/versions/app:test`, volumeMounts })],
    volumes: [{ name: 'files', image: { reference: `${registry}/versions/files:test` } }],
  };
  const cold = ['--image-cache', 'remove', '--image-pull-policy', 'IfNotPresent', '--iterations', '2'];
  const run = await measure([...quick, ...cold], { stdin: manifest(service(), pod(spec)) });
  expect(run.judged.length).toBeGreaterThan(0);
  for (const { outcome, imagePulls, phases } of run.judged) {
    expect(outcome).toBe('answered');
    expect(imagePulls).toMatchObject([
      { container: 'files', isVolume: true, kind: 'pulled' },
      { container: 'app', kind: 'pulled' },
    ]);
    expect(phases.imagePullMs).toBe((imagePulls[0]?.ms ?? NaN) + (imagePulls[1]?.ms ?? NaN));
    expect(phases.sandboxMs).not.toBeNull();
  }
});

test('a deleted pod of a Deployment heals when its successor serves, and its phases are known', async () => {
  const truths = await healed(
    (spec) => deployment(spec),
    ['--iterations', '3', '--kill', 'delete'],
    lateArgs,
  );
  expectPhases(truths.map(({ iteration }) => iteration).filter(({ stalledMs }) => stalledMs === 0));
  const errors = truths.map(
    ({ iteration, readyMs, servedMs }) => (iteration.totalMs ?? NaN) - Math.max(readyMs, servedMs),
  );
  expect(Math.abs(median(errors)), 'heal').toBeLessThanOrEqual(promisedMs);
});

test('a Deployment scales from 1 to 3: each new pod is available when it listens, and its phases are known', async () => {
  await using folder = await makeNodeFolder();
  const objects = manifest(service(), deployment(toldPod(folder, lateArgs)));
  const flags = ['--experiment', 'scaling', '--from', '1', '--to', '3', '--iterations', '2', '--yes'];
  const run = await measure([...quick, ...flags], { stdin: objects });
  // The Service answers all the while.
  expectPhases(run.undisturbed, ['routingMs']);
  for (const { fleet, totalMs } of run.judged) {
    expect(fleet).toMatchObject({ from: 1, to: 3, allMs: totalMs });
    expect(fleet?.pods).toHaveLength(2);
    for (const { availableMs, readyMs } of fleet?.pods ?? []) {
      expect(readyMs).not.toBeNull();
      expect(availableMs).toBeGreaterThan(2000);
    }
  }
});

/** `1.37` of `v1.37.2`. */
function minorOf(version: string): string {
  return /\d+\.\d+/.exec(version)?.[0] ?? version;
}
