import type { Scenario } from './plan.ts';
import { experimentOf } from './experiments/registry.ts';
import { fleetSummary, phaseDistributions, readyDistribution, sliSummary, summarize } from './summary.ts';
import { schemaVersion } from './result.ts';
import type {
  ClusterFacts,
  Comparison,
  IterationResult,
  Measurement,
  ObjectiveResult,
  PolicyResult,
  Result,
  ScenarioResult,
  StopReason,
  Verdict,
} from './result.ts';
import type { Cause } from './causes.ts';
import type { SpaceMeasurement } from './ports.ts';
import { quantile } from './quantile.ts';
import type { ProbedPort } from './service-port.ts';

/** What a scenario has come to so far. */
export interface ScenarioRun {
  scenario: Scenario;
  iterations: IterationResult[];
  stoppedBecause: StopReason;
  verdict: Verdict | null;
  objectives: readonly ObjectiveResult[];
  causes: readonly Cause[];
  /** With the baseline it is measured with, if there is one. */
  comparison: Comparison | null;
}

export interface RunFacts {
  toolVersion: string;
  runId: string;
  startedAt: string;
  finishedAt: string | null;
  complete: boolean;
  seed: number;
  namespace: string;
  verdict: Verdict | null;
  cluster: ClusterFacts;
  measurement: SpaceMeasurement;
  portOf: (scenario: Scenario) => ProbedPort | null;
  fingerprint: Result['fingerprint'];
  error: string | null;
  /** Of a run of a policy. */
  policy?: PolicyResult | null;
}

/** The one record of a run, complete or under way. */
export function assembleResult(facts: RunFacts, runs: readonly ScenarioRun[]): Result {
  const { toolVersion, portOf, ...rest } = facts;
  return {
    schemaVersion,
    tool: { name: 'pod-start-slo', version: toolVersion },
    ...rest,
    merged: null,
    // A run under way goes on writing into its own.
    policy: structuredClone(facts.policy ?? null),
    scenarios: runs.map((run) => scenarioResult(run, portOf(run.scenario))),
    measurement: measurementOf(facts.measurement, runs),
  };
}

function measurementOf(space: SpaceMeasurement, runs: readonly ScenarioRun[]): Measurement {
  const iterations = runs.flatMap((run) => run.iterations);
  const resolutions = iterations.flatMap(({ probe }) => probe.resolutionMs ?? []);
  return {
    ...space,
    probeIntervalMs: runs[0]?.scenario.probe.intervalMs ?? 0,
    probeResolutionMs: quantile(resolutions, 0.5),
    watchGaps: iterations.reduce((sum, each) => sum + each.watchGaps, 0),
    longestStallMs: Math.max(0, ...iterations.map((each) => each.stalledMs)),
  };
}

function scenarioResult(run: ScenarioRun, port: ProbedPort | null): ScenarioResult {
  const { scenario, iterations } = run;
  return {
    name: scenario.name,
    experiment: scenario.experiment,
    burst: scenario.burst,
    verdict: run.verdict,
    rule: scenario.rule,
    schedule: { iterations: scenario.iterations, maxIterations: scenario.maxIterations },
    stoppedBecause: run.stoppedBecause,
    image: scenario.workload.kind === 'image' ? scenario.workload.image : null,
    ...targetOf(scenario),
    ...(port === null ? {} : { servicePort: port }),
    imagePullPolicy: scenario.imagePullPolicy,
    imageCache: scenario.imageCache,
    condition: conditionOf(scenario),
    timeoutMs: scenario.timeoutMs,
    iterations,
    summary: summarize(iterations),
    ready: readyDistribution(iterations),
    ...sliSummary(iterations),
    ...experimentOf(scenario).summarize(scenario, iterations),
    phases: phaseDistributions(iterations),
    ...fleetSummary(iterations),
    objectives: [...run.objectives],
    comparison: run.comparison,
    causes: [...run.causes],
  };
}

function targetOf({ workload }: Scenario): Pick<ScenarioResult, 'target'> {
  return workload.kind === 'target'
    ? { target: `${workload.controller.toLowerCase()}/${workload.name}` }
    : {};
}

function conditionOf({ condition }: Scenario): ScenarioResult['condition'] {
  if (condition === null) return null;
  const { load } = condition;
  return { ...condition, load: load === null ? null : { ...load, command: [...load.command] } };
}
