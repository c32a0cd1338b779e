import type { IterationResult } from '../../src/core/result.ts';
import { makeIteration, makeResult, usualPhases } from '../make-result.ts';

/** A workload of three that healed; every fourth time clients noticed for longer than the others. */
function healed(at: number, facts: Partial<IterationResult> = {}): IterationResult {
  const failedProbes = at % 4 === 0 ? 12 : at % 4 === 1 ? 0 : 3;
  return makeIteration({
    totalMs: 1400 + at * 40,
    readyMs: 1380 + at * 40,
    phases: { ...usualPhases, applicationMs: null, routingMs: 12 },
    healing: {
      kill: 'delete',
      victim: { pod: `web-5d4f-${at}`, container: null, nodeName: 'kind-control-plane', ageMs: 81_000 },
      desiredPods: 3,
      replacement: `web-5d4f-${at + 1}`,
      scheduledMs: 20,
      outageMs: failedProbes * 20,
      outageResolutionMs: 20,
      longestGapMs: failedProbes * 20 + 22,
      probes: 120,
      failedProbes,
    },
    ...facts,
  });
}

/** A workload that was there already, with one objective met and one violated. */
export const healingResult = makeResult({
  scenarios: [
    {
      iterations: [healed(0, { warmup: true }), ...Array.from({ length: 20 }, (_, at) => healed(at))],
      objectives: ['heal p95 <= 5s', 'outage p95 <= 100ms'],
      scenario: {
        name: 'web',
        experiment: 'healing',
        workload: { kind: 'target', controller: 'Deployment', name: 'web' },
        healing: {
          kill: 'delete',
          pick: 'random',
          selector: {},
          container: null,
          gracePeriodSeconds: null,
        },
      },
      stoppedBecause: 'max-iterations',
    },
  ],
});
