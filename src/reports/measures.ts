import {
  killMethods,
  readyLabels,
  totalLabels,
  type ExperimentName,
  type KillMethod,
} from '../core/experiment.ts';
import type { MeasureName } from '../core/objective.ts';
import type { Distribution, ScenarioResult } from '../core/result.ts';
import { doneToFleet, fleetMeasures } from './fleet.ts';

type OfExperiment = Pick<ScenarioResult, 'experiment' | 'burst'>;

/** A burst waits for all of its pods, as scaling does. */
function labelsOf({ experiment, burst }: OfExperiment): ExperimentName {
  return burst > 1 ? 'scaling' : experiment;
}

/** What the total of a scenario is called. */
export function totalLabel(scenario: OfExperiment): string {
  return totalLabels[labelsOf(scenario)];
}

/** The same where scenarios stand side by side: what all of them call it. */
export function commonTotalLabel(scenarios: readonly OfExperiment[]): string {
  const labels = [...new Set(scenarios.map(totalLabel))];
  return labels.length === 1 ? (labels[0] ?? 'total') : 'total';
}

/** What is known only to the resolution of the probes. */
export function resolutionLabel(scenarios: readonly OfExperiment[]): string {
  const isPlain = scenarios.every((scenario) => labelsOf(scenario) === 'pod-start');
  return `resolution of the ${isPlain ? 'first answer' : commonTotalLabel(scenarios)}`;
}

/** As the beginning of a sentence. */
export function capital(label: string): string {
  return label.slice(0, 1).toUpperCase() + label.slice(1);
}

export function readyLabel(scenario: OfExperiment): string {
  return readyLabels[labelsOf(scenario)];
}

/** Heads of columns, where there is little room. */
export function shortLabels(scenario: OfExperiment): [total: string, ready: string] {
  return labelsOf(scenario) === 'pod-start'
    ? ['first answer', 'Ready']
    : [totalLabel(scenario), readyLabel(scenario)];
}

/** The total goes by other names where an experiment has a better one. */
export function isTotal(measure: string): boolean {
  const names: readonly MeasureName[] = ['total', 'heal', 'all'];
  return names.some((name) => name === measure);
}

/** What one iteration is, for people. */
export function oneOf({ experiment }: OfExperiment): string {
  return experiment === 'pod-start' ? 'start' : 'iteration';
}

/** The request that an iteration is timed from. */
export function startOf({ experiment }: OfExperiment): string {
  return { 'pod-start': 'first create request', healing: 'kill request', scaling: 'scale request' }[
    experiment
  ];
}

/** What an experiment measures besides the total and Ready. */
export interface OtherMeasure {
  /** As objectives name it. */
  measure: MeasureName;
  label: string;
  distribution: Distribution;
  remark: string;
  /** The same where there is little room. */
  shortRemark: string;
}

export function otherMeasures(scenario: ScenarioResult): OtherMeasure[] {
  const { healing } = scenario;
  if (healing === undefined) return fleetMeasures(scenario);
  const { outage, probes, failedProbes } = healing;
  const count = `${failedProbes} of ${probes}`;
  const [remark, shortRemark] = probes === 0 ? ['', ''] : [`${count} attempts failed`, `${count} failed`];
  return [{ measure: 'outage', label: 'outage', distribution: outage, remark, shortRemark }];
}

/** The measure with its remark, where a remark has no place of its own. */
export function labelled({ label, remark }: OtherMeasure): string {
  return remark === '' ? label : `${label} (${remark})`;
}

const killTexts: Readonly<Record<KillMethod, string>> = {
  delete: 'a pod deleted with its grace period',
  force: 'a pod deleted at once',
  container: 'a container killed in place',
};

/** What was done to the workload; nothing for starts, which the rest of a report is about. */
export function doneTo(scenario: ScenarioResult): string[] {
  const { healing } = scenario;
  if (healing === undefined) return doneToFleet(scenario);
  const kill = killMethods.find((method) => method === healing.kill);
  if (kill === undefined) return [];
  return [`${killTexts[kill]}, ${healing.pick === 'oldest' ? 'the oldest' : 'chosen at random'}`];
}

/** What was measured where it is no image. */
export function workloadText({ target }: Pick<ScenarioResult, 'target'>): string {
  return target === undefined ? 'own manifest' : `${target}, there already`;
}
