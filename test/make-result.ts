import { assembleResult } from '../src/core/assemble.ts';
import { parseObjective } from '../src/core/objective.ts';
import { phaseKeys, type Phases } from '../src/core/phases.ts';
import type { Scenario } from '../src/core/plan.ts';
import { resultSchema, type IterationResult, type Result, type ScenarioResult } from '../src/core/result.ts';
import { judgeScenario, worstVerdict } from '../src/core/verdict.ts';
import { imageWorkload } from './make-plan.ts';

const nothingKnown = Object.fromEntries(Object.values(phaseKeys).map((key) => [key, null])) as Phases;

/** Phases of an ordinary start of an image that is on the node. */
export const usualPhases: Phases = {
  ...nothingKnown,
  schedulingMs: 6.3,
  sandboxMs: 448,
  imagePullMs: 0,
  containerStartMs: 104,
  applicationMs: 612,
  readinessMs: 640,
  routingMs: 951,
};

/** An iteration that answered after 2.34 s, unless told otherwise. */
export function makeIteration(facts: Partial<IterationResult> = {}): IterationResult {
  return {
    index: 1,
    round: null,
    warmup: false,
    outcome: 'answered',
    reason: null,
    message: null,
    startedAt: '2025-11-23T22:01:07.123456Z',
    startOffsetMs: 417,
    startWaitMs: 300,
    deletionMs: 1100,
    totalMs: 2340,
    readyMs: 1240,
    sliMs: null,
    sliAtMostMs: null,
    phases: usualPhases,
    applicationAtMostMs: null,
    instants: [],
    imagePulls: [
      { container: 'app', image: 'app:1', kind: 'present', ms: 0, waitingMs: null, bytes: 38_000_000 },
    ],
    probe: { attempts: 61, lastError: 'connection refused', resolutionMs: 20 },
    watchGaps: 0,
    stalledMs: 0,
    nodeName: 'kind-control-plane',
    ...facts,
  };
}

/** An iteration that never answered. */
export function neverAnswered(
  outcome: 'timed-out' | 'failed' | 'invalid',
  reason: string,
  message: string | null = null,
): IterationResult {
  const times = { totalMs: null, readyMs: null, phases: { ...nothingKnown, schedulingMs: 5.8 } };
  return makeIteration({ outcome, reason, message, imagePulls: [], ...times });
}

/** So many answered iterations, spread evenly from 2.0 to 2.9 s, the first of them slowest. */
export function spread(count: number): IterationResult[] {
  return Array.from({ length: count }, (_, index) => {
    const share = 1 - index / count;
    return makeIteration({ totalMs: 2000 + 900 * share, readyMs: 1000 + 600 * share });
  });
}

/** `first` comes before the iterations, as warm-ups do. */
export interface ScenarioFacts {
  iterations: IterationResult[];
  objectives?: string[];
  scenario?: Partial<Scenario>;
  stoppedBecause?: ScenarioResult['stoppedBecause'];
  causes?: ScenarioResult['causes'];
  comparison?: ScenarioResult['comparison'];
}

export interface ResultFacts {
  scenarios: ScenarioFacts[];
  result?: Partial<Result>;
  measurement?: Partial<Result['measurement']>;
}

/** A result as a run would have written it, judged by the real rules and checked against the schema. */
export function makeResult({ scenarios, result = {}, measurement = {} }: ResultFacts): Result {
  const runs = scenarios.map(runOf);
  const made = assembleResult(
    {
      portOf: () => null,
      toolVersion: '0.1.0',
      runId: 'k3x9q2',
      startedAt: '2025-11-23T22:01:06.000000Z',
      finishedAt: '2025-11-23T22:02:30.000000Z',
      complete: true,
      seed: 42,
      namespace: 'pod-start-slo-k3x9q2',
      verdict: worstVerdict(runs.map(({ verdict }) => verdict)),
      cluster,
      measurement: { ...usualMeasurement, ...measurement },
      fingerprint: { hash: '5f1c', parts: { via: 'node-port' } },
      error: null,
    },
    runs,
  );
  return resultSchema.parse({ ...made, ...result });
}

function runOf({
  iterations,
  objectives = [],
  stoppedBecause = 'complete',
  causes = [],
  comparison = null,
  ...facts
}: ScenarioFacts) {
  const scenario = makeScenario(objectives, facts.scenario);
  const indexed = iterations.map((iteration, index) => ({ ...iteration, index: index + 1 }));
  return {
    scenario,
    iterations: indexed,
    stoppedBecause,
    causes,
    comparison,
    ...judgeScenario(scenario, indexed),
  };
}

export function makeScenario(objectives: readonly string[], facts: Partial<Scenario> = {}): Scenario {
  return {
    name: 'goldpinger',
    experiment: 'pod-start',
    burst: 1,
    healing: null,
    scaling: null,
    podLogs: false,
    keepGoing: false,
    volumeClaims: 'delete',
    condition: null,
    workload: imageWorkload('docker.io/bloomberg/goldpinger:v3.0.0', 8080),
    imagePullPolicy: 'IfNotPresent',
    imageCache: 'keep',
    probe: {
      scheme: 'http',
      path: '/healthz',
      status: 200,
      via: 'auto',
      intervalMs: 20,
      service: null,
      port: null,
      addressTimeoutMs: 5000,
      askPod: true,
    },
    iterations: 20,
    maxIterations: 60,
    warmup: 1,
    timeoutMs: 60_000,
    gracePeriodSeconds: 1,
    rule: 'observed',
    objectives: objectives.map(readObjective),
    baseline: null,
    ...facts,
  };
}

function readObjective(text: string) {
  const objective = parseObjective(text);
  if ('problem' in objective) throw new Error(objective.problem);
  return objective;
}

const cluster: Result['cluster'] = {
  provider: 'existing',
  context: 'kind-kind',
  server: 'https://127.0.0.1:6443',
  version: 'v1.34.4',
  nodes: [
    {
      name: 'kind-control-plane',
      kubeletVersion: 'v1.34.4',
      containerRuntime: 'containerd://2.1.4',
      osImage: 'Debian GNU/Linux 12 (bookworm)',
      cpu: '2',
      memory: '8118272Ki',
    },
  ],
};

const usualMeasurement: Result['measurement'] = {
  via: 'node-port',
  viaReason:
    'node-port (172.18.0.2:31080) answered; before it, cluster-ip did not answer at 10.96.31.7:80 (connect timeout).',
  probeIntervalMs: 20,
  probeFloorMs: 0.8,
  probeResolutionMs: 20,
  watchGaps: 0,
  throttled: 0,
  clockSkewMs: 3,
  clockSkewResolutionMs: 500,
  longestStallMs: 12,
  notes: [],
};
