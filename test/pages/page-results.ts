import type { Result } from '../../src/core/result.ts';
import { makeResult, neverAnswered } from '../make-result.ts';
import {
  comparedWith,
  realisticIteration,
  realisticIterations,
  stuckPulling,
} from '../reports/html/realistic.ts';

const warmup = realisticIteration(77, { warmup: true });
const hostile = `"><script>alert(1)</script><img src=x onerror=alert(1)> ' style="x" &amp; ]]> \u202E${'long'.repeat(80)}`;
const tokenVolume = {
  name: 'token-volume',
  message:
    'a service account token is mounted; if your application does not call the Kubernetes API, set automountServiceAccountToken: false',
  savesMs: 300,
};
const readiness = {
  name: 'readiness-probe',
  message:
    'the application was up before its readiness probe (every 1 s) ran again; shorten periodSeconds or add a startup probe',
  savesMs: 212,
};
const stalled = {
  outcome: 'invalid',
  reason: 'ProcessStalled',
  message: 'the measuring process stalled for 412 ms',
} as const;
const backOff = 'Back-off pulling image "docker.io/bloomberg/goldpinger:v3.0.0": ErrImagePull: not found';

/** Results of every kind that a page looks different for. */
export const pageResults: Readonly<Record<string, Result>> = {
  met: makeResult({
    scenarios: [
      {
        iterations: [warmup, ...realisticIterations(20)],
        objectives: ['p95 <= 30s'],
        causes: [tokenVolume, readiness],
      },
    ],
  }),
  violated: comparedWith(
    makeResult({
      scenarios: [
        {
          iterations: [warmup, ...realisticIterations(60, { seed: 5, pullMs: 800 })],
          objectives: ['p95 <= 2s', 'max <= 30s', 'image-pull p95 <= 10s'],
          stoppedBecause: 'max-iterations',
          causes: [tokenVolume],
        },
      ],
    }),
    0.8,
  ),
  inconclusive: makeResult({
    scenarios: [
      {
        iterations: [
          ...realisticIterations(12, { seed: 3 }),
          realisticIteration(31, stalled),
          ...realisticIterations(5, { seed: 4 }),
          neverAnswered('invalid', 'NodeNotReady', 'node kind-control-plane went away'),
          stuckPulling(backOff),
          neverAnswered('failed', 'FailedCreate', 'pods "slo" is forbidden: exceeded quota: compute'),
        ],
        objectives: ['p95 <= 3s'],
        scenario: { rule: 'proven', maxIterations: 180, warmup: 0 },
        stoppedBecause: 'max-duration',
      },
    ],
    measurement: {
      watchGaps: 2,
      longestStallMs: 412,
      notes: ['2 nodes are cordoned: kind-worker, kind-worker2'],
    },
  }),
  'all timed out': makeResult({
    scenarios: [
      {
        iterations: Array.from({ length: 5 }, () => stuckPulling(backOff)),
        objectives: ['p95 <= 30s'],
        stoppedBecause: 'settled',
      },
    ],
    measurement: { probeResolutionMs: null, probeFloorMs: null },
  }),
  'several scenarios': makeResult({
    scenarios: [
      {
        iterations: [warmup, ...realisticIterations(20)],
        objectives: ['p95 <= 30s'],
        scenario: { name: 'small image' },
      },
      {
        iterations: [warmup, ...realisticIterations(20, { seed: 9, pullMs: 5200 })],
        objectives: ['p95 <= 6s'],
        scenario: { name: 'large image, pulled at every start', imageCache: 'remove' },
      },
    ],
  }),
  conditions: makeResult({
    scenarios: [
      {
        iterations: [warmup, ...realisticIterations(20)],
        objectives: ['p95 <= 6s'],
        scenario: { name: 'web', condition: { kind: 'as-is', of: 'web', load: null } },
      },
      {
        iterations: [warmup, ...realisticIterations(20, { seed: 9, pullMs: 3200 })],
        objectives: ['p95 <= 6s'],
        scenario: {
          name: 'web (cold image)',
          imageCache: 'remove',
          condition: { kind: 'cold-image', of: 'web', load: null },
        },
      },
      {
        iterations: [
          warmup,
          ...realisticIterations(18, { seed: 5 }),
          neverAnswered('timed-out', 'NotAnswering', 'the service did not answer'),
        ],
        objectives: ['p95 <= 6s'],
        scenario: {
          name: 'web (busy node)',
          condition: {
            kind: 'busy-node',
            of: 'web',
            load: { image: 'docker.io/library/busybox:1.37', command: ['burn'], cpu: '80%' },
          },
        },
      },
    ],
  }),
  'no objectives': makeResult({ scenarios: [{ iterations: [warmup, ...realisticIterations(5)] }] }),
  'one iteration': makeResult({
    scenarios: [{ iterations: realisticIterations(1), objectives: ['p50 <= 5s'] }],
  }),
  '180 iterations': makeResult({
    scenarios: [
      {
        iterations: [warmup, ...realisticIterations(179, { seed: 12 })],
        objectives: ['p95 <= 3s', 'p99 <= 4s'],
        scenario: { rule: 'proven' },
      },
    ],
  }),
  'hostile names': makeResult({
    scenarios: [
      {
        iterations: [
          ...realisticIterations(3).map((each) => ({ ...each, nodeName: hostile })),
          neverAnswered('timed-out', hostile, hostile),
        ],
        objectives: ['p95 <= 30s'],
        scenario: { name: hostile },
        causes: [{ name: 'any', message: hostile, savesMs: null }],
      },
      { iterations: realisticIterations(2), scenario: { name: `second ${hostile}` } },
    ],
    result: { namespace: hostile, runId: hostile },
    measurement: { viaReason: hostile, notes: [hostile] },
  }),
};
