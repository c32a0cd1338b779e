import type { IterationResult, Result } from '../../src/core/result.ts';
import { judgeDuetScenario } from '../../src/core/comparison/duet-step.ts';
import { policyResults } from './policy-results.ts';
import { baselineFacts } from '../../src/core/comparison/baseline-facts.ts';
import { storedBaselineOf } from '../../src/core/comparison/stored-baseline.ts';
import { withStored } from '../../src/core/comparison/with-stored.ts';
import { fleetResult } from './example-fleet.ts';
import { healingResult } from './example-healing.ts';
import {
  makeIteration,
  makeResult,
  neverAnswered,
  spread,
  usualPhases,
  type ScenarioFacts,
} from '../make-result.ts';

import { conditionsResult } from './condition-results.ts';
import { shuffled, slowed } from './starts.ts';
import { imageWorkload } from '../make-plan.ts';

const warmup = makeIteration({ warmup: true, totalMs: 4120 });
const backOff = 'Back-off pulling image "docker.io/bloomberg/goldpinger:v3.0.0": ErrImagePull: not found';
const tokenVolume = {
  name: 'token-volume',
  message:
    'a service account token is mounted; if your application does not call the Kubernetes API, set automountServiceAccountToken: false',
  savesMs: 300,
};

const nothingListens: Partial<IterationResult> = {
  ...neverAnswered('timed-out', 'NotAnswering', 'the pods run, but the service did not answer: ECONNREFUSED'),
  diagnosis: {
    kind: 'refused',
    problem: 'nothing listens on port 9999 of container web',
    fix: 'check --port, and that the application listens on 0.0.0.0, not only on localhost',
  },
};
const lastLines = {
  pod: 'web-7c9d',
  container: 'web',
  previous: false,
  lines: ['starting', '  listening on :8080'],
};

function pulledUnlessThird(iteration: IterationResult, index: number): IterationResult {
  if (index % 3 === 0) return iteration;
  const imagePulls = iteration.imagePulls.map((pull) => ({ ...pull, kind: 're-resolved' as const, ms: 212 }));
  return { ...iteration, phases: { ...usualPhases, imagePullMs: 212 }, imagePulls };
}

/** Starts of two images that take turns, the candidate so many times as slow. */
function duet(
  baseline: IterationResult[],
  candidate: IterationResult[],
  facts: Partial<ScenarioFacts> = {},
): Result {
  const name = 'goldpinger (baseline)';
  const rules = { rule: 'observed' as const, objectives: [], iterations: 20, maxIterations: 60 };
  const { compared, verdict } = judgeDuetScenario({ ...rules, maxRegression: 0.1 }, { baseline, candidate });
  const label = 'docker.io/bloomberg/goldpinger:v2.9.0';
  const origin = { label, scenario: name, runId: null, startedAt: null, commit: null };
  const comparison = { kind: 'duet' as const, baseline: baselineFacts(baseline, origin), ...compared };
  const result = makeResult({
    scenarios: [
      { iterations: candidate, comparison, ...facts },
      { iterations: baseline, scenario: { name, workload: imageWorkload(label, 8080) } },
    ],
  });
  const [own, ...others] = result.scenarios;
  if (own === undefined || own.verdict === 'violated') return result;
  return { ...result, verdict, scenarios: [{ ...own, verdict }, ...others] };
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
              'the container has a CPU limit of 200m, which slows its start; try a higher limit or none (saving unknown)',
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

  conditions: conditionsResult,

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

  healing: healingResult,

  fleet: fleetResult,

  duet: duet([warmup, ...spread(20)], [warmup, ...shuffled(spread(20))], { objectives: ['p95 <= 30s'] }),

  'duet-regression': duet([warmup, ...spread(20)], [warmup, ...slowed(spread(20), 1.6, 212_000_000)]),

  'duet-unanswered': duet(
    [warmup, ...spread(8)],
    [warmup, ...Array.from({ length: 8 }, () => neverAnswered('timed-out', 'ImagePullBackOff', backOff))],
  ),

  'stored-not-judged': withStored(
    makeResult({ scenarios: [{ iterations: [warmup, ...spread(20)] }] }),
    ({ name }) => {
      const result = makeResult({
        scenarios: [{ iterations: spread(20) }],
        result: { fingerprint: { hash: '77ab', parts: { via: 'cluster-ip' } } },
      });
      return storedBaselineOf({ label: 'main.json', result, commit: '1849558', maxRegression: 0.1 }, name);
    },
  ),

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

  'none-answered': makeResult({
    scenarios: [
      {
        iterations: [
          makeIteration({ ...nothingListens, warmup: true }),
          makeIteration(nothingListens),
          makeIteration({ ...nothingListens, podLogs: [lastLines] }),
        ],
        objectives: ['p95 <= 30s'],
        stoppedBecause: 'none-answered',
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

  ...policyResults,
};
