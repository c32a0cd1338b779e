import { expect, test } from 'vitest';
import type { IterationResult } from '../../../src/core/result.ts';
import { environment } from '../support/environment.ts';
import { kubectl } from '../support/kubectl.ts';
import { nodeName } from '../support/node.ts';
import { measureOnce } from '../support/result.ts';

const iterations = 6;

/** What the kubelet and this process hear of one status at, on the two busy cores of one machine. */
const toleranceMs = 150;

test('the SLI is what the kubelet counts in its histogram, once its whole seconds are taken off', async () => {
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
  const slack = toleranceMs * starts.length;
  expect(kubeletMs).toBeGreaterThan(sum(starts.map((start) => sinceSecondOf(start, 'pod-added'))) - slack);
  expect(kubeletMs).toBeLessThan(
    sum(starts.map((start) => sinceSecondOf(start, 'create-requested'))) + slack,
  );
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
