import type { IterationResult, Result } from '../../src/core/result.ts';
import { makeIteration, makeResult, neverAnswered, spread, usualPhases } from '../make-result.ts';

const warmup = makeIteration({ warmup: true, totalMs: 4120 });
const backOff = 'Back-off pulling image "docker.io/bloomberg/goldpinger:v3.0.0": ErrImagePull: not found';
const tokenVolume = {
  name: 'token-volume',
  message:
    'a service account token is mounted; where the application does not call the API: automountServiceAccountToken: false',
  savesMs: 300,
};

function pulledUnlessThird(iteration: IterationResult, index: number): IterationResult {
  if (index % 3 === 0) return iteration;
  const imagePulls = iteration.imagePulls.map((pull) => ({ ...pull, kind: 're-resolved' as const, ms: 212 }));
  return { ...iteration, phases: { ...usualPhases, imagePullMs: 212 }, imagePulls };
}

/** Results of every kind that reports tell apart, by the name of their golden files. */
export const exampleResults: Readonly<Record<string, Result>> = {
  met: makeResult({ scenarios: [{ iterations: [warmup, ...spread(20)], objectives: ['p95 <= 30s'] }] }),

  violated: makeResult({
    scenarios: [
      {
        iterations: [warmup, ...spread(60).map(pulledUnlessThird)],
        objectives: ['p95 <= 2s', 'max <= 30s', 'image-pull p95 <= 10s'],
        stoppedBecause: 'max-iterations',
        causes: [
          tokenVolume,
          {
            name: 'cpu-limit',
            message:
              'the application starts under a CPU limit of 200m; what it would save without is not known',
            savesMs: null,
          },
        ],
      },
    ],
  }),

  inconclusive: makeResult({
    scenarios: [
      {
        iterations: spread(20),
        objectives: ['p95 <= 30s', 'ready p99 <= 30s'],
        scenario: { rule: 'proven', maxIterations: 180, warmup: 0 },
        stoppedBecause: 'max-duration',
      },
    ],
  }),

  'timed-out': makeResult({
    scenarios: [
      {
        iterations: [
          warmup,
          ...spread(13),
          makeIteration({ watchGaps: 2, readyMs: null }),
          makeIteration({ stalledMs: 140 }),
          neverAnswered('timed-out', 'ImagePullBackOff', backOff),
          neverAnswered('timed-out', 'Unschedulable', '0/1 nodes are available: 1 Insufficient cpu.'),
          neverAnswered('timed-out', 'ImagePullBackOff', backOff),
          neverAnswered('failed', 'FailedCreate', 'pods "slo" is forbidden: exceeded quota: compute'),
          neverAnswered('invalid', 'ProcessStalled', 'the measuring process stalled for 412 ms'),
        ],
        objectives: ['p95 <= 30s', 'image-pull p50 <= 10s'],
        stoppedBecause: 'settled',
      },
    ],
    measurement: {
      throttled: 1,
      clockSkewMs: -3200,
      notes: ['2 nodes are cordoned: kind-worker, kind-worker2'],
    },
  }),

  several: makeResult({
    scenarios: [
      {
        iterations: [warmup, ...spread(20)],
        objectives: ['p95 <= 30s'],
        scenario: { name: 'small image' },
      },
      {
        iterations: [
          warmup,
          ...spread(20).map((each) => ({
            ...each,
            phases: { ...usualPhases, imagePullMs: 5210, applicationMs: null, initContainersMs: 310 },
            applicationAtMostMs: 980,
            totalMs: (each.totalMs ?? 0) + 5200,
            imagePulls: each.imagePulls.map((pull) => ({ ...pull, kind: 'pulled' as const, ms: 5210 })),
          })),
        ],
        objectives: ['p95 <= 5s', 'image-pull p95 <= 10s'],
        scenario: { name: 'large image, pulled at every start', imageCache: 'remove', iterations: 20 },
        stoppedBecause: 'settled',
      },
    ],
  }),

  'no-objectives': makeResult({ scenarios: [{ iterations: [warmup, ...spread(5)] }] }),

  'nothing-answered': makeResult({
    scenarios: [
      {
        iterations: Array.from({ length: 3 }, () =>
          neverAnswered('failed', 'InvalidImageName', 'couldn\'t parse image name "Goldpinger:V3"'),
        ),
        objectives: ['p95 <= 30s'],
        scenario: { iterations: 3, maxIterations: 3 },
      },
    ],
    measurement: { via: null, viaReason: null, probeFloorMs: null, probeResolutionMs: null },
  }),

  interrupted: makeResult({
    scenarios: [
      {
        iterations: [warmup, ...spread(7)],
        objectives: ['p95 <= 30s'],
        stoppedBecause: 'interrupted',
      },
      {
        iterations: [],
        objectives: ['p95 <= 30s'],
        scenario: { name: 'second' },
        stoppedBecause: 'interrupted',
      },
    ],
    result: { complete: false, verdict: 'inconclusive', error: 'interrupted by SIGINT' },
  }),

  failed: makeResult({
    scenarios: [{ iterations: [], objectives: ['p95 <= 30s'], stoppedBecause: 'error' }],
    result: {
      complete: false,
      verdict: 'inconclusive',
      error: 'creating pods in namespace ci is forbidden: User "ci" cannot create resource "pods"',
    },
    measurement: { via: null, viaReason: null, probeFloorMs: null, probeResolutionMs: null },
  }),
};
