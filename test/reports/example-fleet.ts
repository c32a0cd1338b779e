import type { FleetPod, IterationResult } from '../../src/core/result.ts';
import { makeIteration, makeResult, usualPhases } from '../make-result.ts';

function newPod(name: string, availableMs: number | null): FleetPod {
  return {
    pod: name,
    nodeName: 'kind-control-plane',
    scheduledMs: 18,
    readyMs: availableMs === null ? null : availableMs - 30,
    answeredMs: availableMs,
    answeredVia: 'api-proxy',
    availableMs,
    availableAtMostMs: null,
    resolutionMs: availableMs === null ? null : 24,
  };
}

/** So many new pods, which come after each other; the last of them never does where the iteration timed out. */
function fleetOf(
  from: number,
  pods: number,
  at: number,
  facts: Partial<IterationResult> = {},
): IterationResult {
  const never = facts.outcome === 'timed-out';
  const times = Array.from({ length: pods }, (_, index) =>
    never && index === pods - 1 ? null : 1200 + at * 30 + index * 220,
  );
  const allMs = times.at(-1) ?? null;
  return makeIteration({
    totalMs: allMs,
    readyMs: allMs === null ? null : allMs - 30,
    phases: { ...usualPhases, routingMs: null },
    fleet: {
      from,
      to: from + pods,
      firstMs: times[0] ?? null,
      halfMs: times[Math.ceil(pods / 2) - 1] ?? null,
      allMs,
      pods: times.map((ms, index) => newPod(`web-5d4f-${index}`, ms)),
    },
    ...facts,
  });
}

const tooFull = {
  outcome: 'timed-out',
  reason: 'Unschedulable',
  message: '3 of 4 new pods are available; pod web-5d4f-3: 0/1 nodes are available: 1 Insufficient cpu.',
} as const;

/** Scaling that clients wait for now and then, and a burst of ten. */
export const fleetResult = makeResult({
  scenarios: [
    {
      iterations: [
        fleetOf(1, 4, 0, { warmup: true }),
        ...Array.from({ length: 19 }, (_, at) => fleetOf(1, 4, at)),
        fleetOf(1, 4, 19, tooFull),
      ],
      objectives: ['all p95 <= 5s', 'first p95 <= 1.5s', 'per-pod p95 <= 3s'],
      scenario: {
        name: 'scale-out',
        experiment: 'scaling',
        scaling: { from: null, to: 5, allowHpa: false },
        workload: { kind: 'target', controller: 'Deployment', name: 'web' },
      },
      stoppedBecause: 'complete',
    },
    {
      iterations: Array.from({ length: 20 }, (_, at) => fleetOf(0, 10, at)),
      objectives: ['all p95 <= 5s', 'per-pod p95 <= 5s'],
      scenario: { name: 'burst-of-ten', burst: 10 },
    },
  ],
});
