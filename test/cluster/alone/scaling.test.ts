import { expect, test } from 'vitest';
import type { FleetPod, IterationResult } from '../../../src/core/result.ts';
import { leftoversAfter } from '../support/kubectl.ts';
import { deployment, manifest, pod, service, statefulSet } from '../support/manifests.ts';
import { makeNodeFolder, type NodeFolder } from '../support/node.ts';
import { listeningIn, toldPod } from '../support/pod-clock.ts';
import { measure, measureOnce } from '../support/result.ts';
import { podNetwork, routeToNode } from '../support/route.ts';

/** What is promised of first, half and all, and of each pod beyond the resolution that is stated for it. */
const promisedMs = 150;
const quick = ['--via', 'node-port', '--yes'];
const noWarmup = ['--warmup', '0'];
const scaling = ['--experiment', 'scaling', ...quick, ...noWarmup];

/** When each pod was available in truth: it listens late, by its own clock, and Ready is long there. */
async function truthOf(
  folder: NodeFolder,
  iteration: IterationResult,
): Promise<{ pod: FleetPod; ms: number }[]> {
  const listening = await listeningIn(folder, iteration);
  return (iteration.fleet?.pods ?? []).map((each) => ({
    pod: each,
    ms: Math.max(listening.get(each.pod) ?? NaN, each.readyMs ?? 0),
  }));
}

/** By how much each number of an iteration lies after the truth. */
async function errorsOf(folder: NodeFolder, iteration: IterationResult): Promise<Record<string, number>> {
  const truths = await truthOf(folder, iteration);
  const sorted = truths.map(({ ms }) => ms).sort((a, b) => a - b);
  const { firstMs = null, halfMs = null, allMs = null } = iteration.fleet ?? {};
  const at = (k: number): number => sorted[k - 1] ?? NaN;
  return {
    first: (firstMs ?? NaN) - at(1),
    half: (halfMs ?? NaN) - at(Math.ceil(sorted.length / 2)),
    all: (allMs ?? NaN) - at(sorted.length),
    worstPod: Math.max(...truths.map(({ pod: { availableMs }, ms }) => (availableMs ?? -Infinity) - ms)),
    earliestPod: Math.min(...truths.map(({ pod: { availableMs }, ms }) => (availableMs ?? Infinity) - ms)),
  };
}

/** The iterations that no stall of this machine disturbed: of the others some times may be unknown, and say so. */
async function expectTrue(folder: NodeFolder, iterations: readonly IterationResult[], toMs = promisedMs) {
  expect(iterations.length, 'this machine is too busy to tell the truth').toBeGreaterThan(0);
  for (const iteration of iterations) {
    const errors = await errorsOf(folder, iteration);
    console.log(
      Object.entries(errors)
        .map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`)
        .join(', '),
    );
    for (const [name, ms] of Object.entries(errors)) {
      expect(ms, name).toBeLessThanOrEqual(toMs);
      expect(ms, name).toBeGreaterThan(-5);
    }
  }
}

test('a Deployment from 1 to 5: first, half, all and each pod are within 150 ms of what the pods say', async () => {
  await using folder = await makeNodeFolder();
  const objects = manifest(service(), deployment(toldPod(folder, ['--listen-after', '3s']), 9));
  const flags = ['-f', '-', ...scaling, '--to', '5', '--iterations', '2', '--objective', 'all p95 <= 60s'];
  const run = await measureOnce([...flags, '--objective', 'per-pod p95 <= 60s'], { stdin: objects });
  expect(run).toMatchObject({ code: 0 });
  expect(run.scenario.fleet).toMatchObject({ podsAsked: 8, podsAvailable: 8 });
  for (const { fleet, totalMs } of run.judged) {
    expect(fleet).toMatchObject({ from: 1, to: 5, allMs: totalMs });
    expect(fleet?.pods).toHaveLength(4);
  }
  await expectTrue(folder, run.undisturbed);
  expect(await leftoversAfter(20_000, run.result.runId)).toEqual([]);
});

test('a StatefulSet from 0 to 2, its pods one after the other', async () => {
  await using folder = await makeNodeFolder();
  const spec = toldPod(folder, ['--listen-after', '3s']);
  const args = ['-f', '-', ...scaling, '--from', '0', '--to', '2', '--iterations', '1'];
  const run = await measure(args, { stdin: manifest(service(), statefulSet(spec)) });
  const [iteration] = run.judged;
  expect(iteration).toMatchObject({ outcome: 'answered', fleet: { from: 0, to: 2 } });
  expect(iteration?.fleet?.pods.map((each) => each.pod)).toEqual(['web-0', 'web-1']);
  const names = iteration?.fleet?.pods.map((each) => each.availableMs ?? NaN) ?? [];
  expect(names[1]).toBeGreaterThan(names[0] ?? Infinity);
});

test('a burst of 10 Pods is within 150 ms of what the pods say, and leaves nothing', async () => {
  await using folder = await makeNodeFolder();
  const objects = manifest(service(), pod(toldPod(folder, ['--listen-after', '8s'])));
  const flags = [
    '-f',
    '-',
    ...quick,
    ...noWarmup,
    '--burst',
    '10',
    '--iterations',
    '2',
    '--objective',
    'first p50 <= 60s',
  ];
  const run = await measureOnce(flags, { stdin: objects });
  expect(run).toMatchObject({ code: 0 });
  for (const { fleet } of run.judged) expect(fleet?.pods).toHaveLength(10);
  await expectTrue(folder, run.undisturbed);
  expect(await leftoversAfter(20_000, run.result.runId)).toEqual([]);
});

/** Each pod that is known is within the promise; where this machine stalled, beyond what is said of it. */
async function expectTruePods(folder: NodeFolder, iteration: IterationResult): Promise<void> {
  const truths = await truthOf(folder, iteration);
  const known = truths.flatMap(({ pod: { availableMs, resolutionMs }, ms }) =>
    availableMs === null ? [] : [{ errorMs: availableMs - ms, resolutionMs: resolutionMs ?? NaN }],
  );
  const worst = (values: readonly number[]): string => Math.max(...values).toFixed(0);
  const { outcome, stalledMs } = iteration;
  console.log(
    `${known.length} of ${truths.length} pods known, off by ${worst(known.map(({ errorMs }) => errorMs))} ms at most`,
    `with a resolution of ${worst(known.map(({ resolutionMs }) => resolutionMs))} ms;`,
    `${outcome}, stalled for ${stalledMs.toFixed(0)} ms`,
  );
  for (const { errorMs, resolutionMs } of known) {
    expect(errorMs).toBeGreaterThan(-5);
    expect(errorMs).toBeLessThanOrEqual((stalledMs === 0 ? 0 : resolutionMs) + promisedMs);
  }
}

test('a burst of 30 Pods is complete, each pod within 150 ms of what it says, and leaves nothing', async () => {
  await using folder = await makeNodeFolder();
  const objects = manifest(service(), pod(toldPod(folder, ['--listen-after', '12s'])));
  const run = await measureOnce(['-f', '-', ...quick, ...noWarmup, '--burst', '30', '--iterations', '1'], {
    stdin: objects,
  });
  for (const iteration of run.scenario.iterations) {
    expect(iteration.fleet?.pods).toHaveLength(30);
    await expectTruePods(folder, iteration);
  }
  expect(await leftoversAfter(30_000, run.result.runId)).toEqual([]);
}, 240_000);

test('where a route leads to the pods they are probed at their own addresses, and known more finely', async () => {
  await using cleanup = new AsyncDisposableStack();
  const folder = cleanup.use(await makeNodeFolder());
  cleanup.use(await routeToNode(await podNetwork()));
  const objects = manifest(service(), pod(toldPod(folder, ['--listen-after', '5s'])));
  const flags = ['-f', '-', ...quick, '--warmup', '1', '--burst', '10', '--iterations', '1'];
  const run = await measureOnce(flags, { stdin: objects });
  expect(run.stderr).toMatch(/pods on node \S+ are probed at their own addresses/);
  const pods = run.judged.flatMap(({ fleet }) => fleet?.pods ?? []);
  expect(new Set(pods.map(({ answeredVia }) => answeredVia))).toEqual(new Set(['pod-ip']));
  for (const iteration of run.judged) await expectTruePods(folder, iteration);
}, 120_000);
