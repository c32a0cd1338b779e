import { expect, test } from 'vitest';
import type { IterationResult } from '../../../src/core/result.ts';
import { environment } from '../support/environment.ts';
import { kubectl } from '../support/kubectl.ts';
import { nodeName } from '../support/node.ts';
import { measureOnce } from '../support/result.ts';

const iterations = 6;

/** How much earlier the kubelet may see a status than this process, on the two busy cores of one machine. */
const earlierMs = 150;
/** How much later. On Kubernetes 1.37 it takes note of its own status 0.25 to 0.4 s after this process. */
const laterMs = 1000;

test('the SLI is at most a second below what the kubelet counts in its histogram, once its whole seconds are taken off', async () => {
  const before = await kubeletSli();
  const image = ['--image', environment().slowStartImage, '--port', '8080', '--via', 'node-port'];
  const { scenario, undisturbed } = await measureOnce([
    ...[...image, '--iterations', String(iterations), '--seed', '7'],
    ...['--objective', 'sli p99 <= 30s'],
  ]);
  const after = await kubeletSli();

  // The image is on the node and there is no init container, so nothing is taken off.
  for (const iteration of undisturbed)
    expect(iteration.sliMs).toBeCloseTo(at(iteration, 'running') - at(iteration, 'pod-added'), 3);
  expect(scenario.objectives).toMatchObject([{ measure: 'sli', passed: true }]);

  const starts = scenario.iterations;
  expect(after.count - before.count).toBe(starts.length);
  const kubeletMs = after.sumMs - before.sumMs;
  const [least, most] = ['pod-added', 'create-requested'].map((created) =>
    sum(starts.map((start) => sinceSecondOf(start, created))),
  ) as [number, number];
  console.log(`the kubelet counts ${((kubeletMs - most) / starts.length).toFixed(0)} ms more for each start`);
  expect(kubeletMs).toBeGreaterThan(least - earlierMs * starts.length);
  expect(kubeletMs).toBeLessThan(most + laterMs * starts.length);
});

/**
 * What the kubelet makes of a start: it subtracts creationTimestamp, which is the second in which the API server made
 * the pod, at some time between the request and the event that it was added. All processes here share one clock.
 */
function sinceSecondOf(start: IterationResult, created: string): number {
  const startUnixMs = Date.parse(start.startedAt);
  const secondMs = Math.floor((startUnixMs + at(start, created)) / 1000) * 1000;
  return startUnixMs + at(start, 'running') - secondMs;
}

function at({ instants }: IterationResult, name: string): number {
  return instants.find((each) => each.clock === 'runner' && each.name === name)?.sinceStartMs ?? NaN;
}

/** Count and sum of `kubelet_pod_start_sli_duration_seconds`, over all its labels. */
async function kubeletSli(): Promise<{ count: number; sumMs: number }> {
  const text = await kubectl(['get', '--raw', `/api/v1/nodes/${await nodeName()}/proxy/metrics`]);
  const total = (suffix: string): number => {
    const samples = text.matchAll(
      new RegExp(`^kubelet_pod_start_sli_duration_seconds_${suffix}(?:\\{[^}]*\\})? (\\S+)`, 'gm'),
    );
    return sum([...samples].map(([, value]) => Number(value)));
  };
  return { count: total('count'), sumMs: total('sum') * 1000 };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
