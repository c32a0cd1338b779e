import type { OfExperiment } from '../../core/experiments/experiment.ts';
import { killMethods, type KillMethod } from '../../core/experiments/names.ts';
import { experimentOf, experiments } from '../../core/experiments/registry.ts';
import type { ScenarioResult } from '../../core/result.ts';
import { doneToFleet, fleetMeasures } from './fleet.ts';
import type { OtherMeasure } from './other-measure.ts';
import { sliMeasure } from './sli.ts';

/** What the total of a scenario is called. */
export function totalLabel(scenario: OfExperiment): string {
  return experimentOf(scenario).labels.total;
}

/** The same where scenarios stand side by side: what all of them call it. */
export function commonTotalLabel(scenarios: readonly OfExperiment[]): string {
  return common(scenarios.map(totalLabel));
}

function common(labels: readonly string[]): string {
  const [label, ...others] = new Set(labels);
  return label === undefined || others.length > 0 ? 'total' : label;
}

/** What is known only to the resolution of the probes. */
export function resolutionLabel(scenarios: readonly OfExperiment[]): string {
  return `resolution of the ${common(scenarios.map((scenario) => experimentOf(scenario).labels.short.total))}`;
}

/** As the beginning of a sentence. */
export function capital(label: string): string {
  return label.slice(0, 1).toUpperCase() + label.slice(1);
}

export function readyLabel(scenario: OfExperiment): string {
  return experimentOf(scenario).labels.ready;
}

/** Heads of columns, where there is little room. */
export function shortLabels(scenario: OfExperiment): [total: string, ready: string] {
  const { total, ready } = experimentOf(scenario).labels.short;
  return [total, ready];
}

/** The total goes by other names where an experiment has a better one. */
export function isTotal(measure: string): boolean {
  return experiments.some(({ totalMeasure }) => totalMeasure === measure);
}

/** What one iteration is, for people. */
export function oneOf(scenario: OfExperiment): string {
  return experimentOf(scenario).labels.one;
}

/** The request that an iteration is timed from. */
export function startOf(scenario: OfExperiment): string {
  return experimentOf(scenario).labels.request;
}

export function otherMeasures(scenario: ScenarioResult): OtherMeasure[] {
  return [...sliMeasure(scenario), ...experimentMeasures(scenario)];
}

function experimentMeasures(scenario: ScenarioResult): OtherMeasure[] {
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
