import { burst } from './burst/experiment.ts';
import type { Disturbance, Experiment, OfExperiment } from './experiment.ts';
import { healing } from './healing/experiment.ts';
import type { ExperimentName } from './names.ts';
import { podStart } from './pod-start/experiment.ts';
import { scaling } from './scaling/experiment.ts';

/** Every kind of experiment. */
export const experiments: readonly Experiment[] = [podStart, burst, healing, scaling];

/** The kind that a scenario is of. */
export function experimentOf(scenario: OfExperiment): Experiment {
  return experiments.find((each) => each.fits(scenario)) ?? podStart;
}

/** What the experiments of this name do to a workload; null where they create what they measure. */
export function disturbanceOf(name: ExperimentName): Disturbance | null {
  return experiments.find((each) => each.name === name)?.disturbs ?? null;
}
