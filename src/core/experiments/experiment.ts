import type { MeasureName } from '../objective.ts';
import type { Need } from '../permissions/need.ts';
import type { Scenario } from '../plan.ts';
import type { IterationResult, ScenarioResult } from '../result.ts';
import type { Folding } from './fold/folding.ts';
import type { ControllerKind, ExperimentName } from './names.ts';

/** What tells which experiment a scenario is, in a plan as in a result. */
export type OfExperiment = Pick<ScenarioResult, 'experiment' | 'burst'>;

/** The part of a scenario that decides how its iterations are folded. */
export type Folded = Pick<Scenario, 'experiment' | 'burst' | 'healing'> & {
  probe: Pick<Scenario['probe'], 'askPod'>;
};

/** What a fold needs to know beforehand. */
export interface FoldingSpec {
  /** Pods that the experiment is about: those started, or the full set. */
  expectedPods: number;
}

/** How the times of an experiment are called where people read them. */
export interface ExperimentLabels {
  total: string;
  ready: string;
  /** The same as heads of columns, where there is little room. */
  short: { total: string; ready: string };
  /** The request that an iteration is timed from. */
  request: string;
  /** What one iteration is. */
  one: string;
  /** What its median is of. */
  median: string;
  /** What is said of the workload where the total, or Ready, is over its limit. */
  tooSlow: { total: string; ready: string };
}

/** Where a run works, as far as the rights of an experiment depend on it. */
export interface NeedsPlace {
  namespace: string;
  /** Whether containers are killed from the nodes, without the API server. */
  hasNodeAccess: boolean;
  /** Plural of the workload that is disturbed. */
  plural: string;
}

/** What an experiment does to a workload. */
export interface Disturbance {
  /** As the verb of a sentence: `kills pods`. */
  act: string;
  /** The kinds of workload that it can do that to. */
  controllers: readonly ControllerKind[];
  /** Pods that the workload has to have. */
  atLeast: number;
}

/** What one kind of experiment is. `registry.ts` lists them all; whoever needs one asks there, and names none. */
export interface Experiment {
  /** As configuration and result name it. */
  name: ExperimentName;
  /** Whether a scenario of that name is of this kind. */
  fits(scenario: OfExperiment): boolean;
  /** As objectives name its total. */
  totalMeasure: MeasureName;
  labels: ExperimentLabels;
  /** What it does to a workload that has to be complete before it; null where it measures the creation itself. */
  disturbs: Disturbance | null;
  /** Whether each of several new pods is waited for, so that each is probed. */
  awaitsEachPod: boolean;
  /** The fold of one iteration. */
  begin(scenario: Folded, spec: FoldingSpec): Folding;
  /** What it asks an API server for, beyond what every run does. */
  needs(scenario: Scenario, place: NeedsPlace): Need[];
  /** What has to be equal for two results to be about the same thing, beyond the workload. */
  identity(scenario: Scenario): object;
  /** What it adds to the result of a scenario. */
  summarize(scenario: Scenario, iterations: readonly IterationResult[]): Partial<ScenarioResult>;
}
