import { expect, test } from 'vitest';
import { deployment, manifest, service, slowStart } from '../support/manifests.ts';
import { makeNodeFolder } from '../support/node.ts';
import { median, toldPod, truthsOf, type Truth } from '../support/pod-clock.ts';
import { measureOnce } from '../support/result.ts';

// The pod's own wall clock is the truth. An answer is seen at the next attempt after it could be given, and attempts
// start every 20 ms: the error is even between 0 and 20 ms, and 1 to 3 ms for the exchange. The mean of nine has a standard
// deviation of 2 ms, so 20 ms are more than three of them away. On a busy machine the error grows.

test('totals of nine pods that listen after 1 to 4 s are late by 20 ms in the mean and 100 ms at most, and grow with the truth', async () => {
  const plain = await measured('3s', 3);
  const truths = [...plain];
  for (const seconds of [1, 4]) truths.push(...(await measured(`${seconds}s`, 3, true)));
  expect(truths).toHaveLength(9);
  const errors = truths.map(({ iteration, listeningMs }) => (iteration.totalMs ?? NaN) - listeningMs);
  const slope = slopeOf(truths.map(({ iteration, listeningMs }) => [listeningMs, iteration.totalMs ?? NaN]));
  console.log(`slope ${slope.toFixed(4)}; error of the total: ${statistics(errors)}`);
  // A stall of this machine may leave the phase unknown where the total is right.
  const undisturbed = plain.filter(({ iteration }) => iteration.stalledMs === 0);
  const application = undisturbed.map(({ iteration, applicationMs }) =>
    applicationError(iteration, applicationMs),
  );
  console.log(`error of the application’s phase: ${statistics(application)}`);
  expect(application.length).toBeGreaterThan(0);
  expect(mean(errors)).toBeGreaterThan(0);
  expect(mean(errors)).toBeLessThanOrEqual(20);
  expect(Math.max(...errors)).toBeLessThanOrEqual(100);
  expect(Math.min(...errors)).toBeGreaterThan(-2);
  expect(slope).toBeGreaterThan(0.99);
  expect(slope).toBeLessThan(1.01);
}, 400_000);

/**
 * Pods that listen after a time, asked over the node port.
 * @param routedBefore an init container holds them back until kube-proxy leads to them, since for what listens soon
 *   the Service would be the last to be there
 */
async function measured(listenAfter: string, count: number, routedBefore = false): Promise<Truth[]> {
  await using folder = await makeNodeFolder();
  const waiting = slowStart(['--never-listen', '--exit-after', '2s', '--exit-code', '0'], {
    name: 'waiting',
  });
  const spec = toldPod(folder, ['--listen-after', listenAfter]);
  if (routedBefore) spec.initContainers = [waiting];
  const objects = manifest(service({ publishNotReadyAddresses: routedBefore }), deployment(spec));
  const flags = ['--via', 'node-port', '--iterations', String(count), '--warmup', '1'];
  const run = await measureOnce(['-f', '-', ...flags], { stdin: objects, timeoutMs: 390_000 });
  // An iteration whose total a stall of this machine may have changed is repeated; with too many of them the run ends.
  const busy = 'this machine is too busy to tell the truth';
  expect(run.scenario.summary, busy).toMatchObject({ count, timedOut: 0, failed: 0 });
  return await truthsOf(folder, run.judged);
}

/** Within its resolution, which it states: the last refusal may have come before the truth, the answer only after it. */
function applicationError({ phases, instants }: Truth['iteration'], applicationMs: number): number {
  const resolutionMs = instants.find(({ name }) => name === 'pod-answered')?.resolutionMs ?? NaN;
  const errorMs = (phases.applicationMs ?? NaN) - applicationMs;
  expect(resolutionMs).toBeLessThan(500);
  // The kubelet tells of the start after the process began, by as long as its event takes to get here.
  expect(errorMs).toBeGreaterThan(-250);
  // The event may also come before the process has said that it started.
  expect(errorMs).toBeLessThanOrEqual(resolutionMs + 10);
  return errorMs;
}

/** Of the line through the points that least squares give. */
function slopeOf(points: readonly [number, number][]): number {
  const x = mean(points.map(([truth]) => truth));
  const y = mean(points.map(([, total]) => total));
  const covariance = mean(points.map(([truth, total]) => (truth - x) * (total - y)));
  return covariance / mean(points.map(([truth]) => (truth - x) ** 2));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function statistics(values: readonly number[]): string {
  const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)];
  return `min ${low.toFixed(1)}, median ${middle.toFixed(1)}, max ${high.toFixed(1)} ms (n = ${values.length})`;
}
