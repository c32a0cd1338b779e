import type { ExperimentName } from '../../core/experiments/names.ts';
import type { Observation } from '../../core/observation.ts';
import type { OpenIteration } from '../../core/ports.ts';
import { controllerOf } from '../workload/controller.ts';
import { HealingIteration } from './healing-iteration.ts';
import { PodStartIteration } from './iteration.ts';
import type { IterationParts } from './iteration-parts.ts';
import { ScalingIteration } from './scaling-iteration.ts';
import type { PreparedParts } from './prepared-workload.ts';
import type { Target } from '../session/target.ts';

/** An iteration that hears what the watch and the probes bring. */
export interface ExperimentIteration extends OpenIteration {
  see(seen: Observation): void;
}

type Open = (parts: IterationParts, target: Target | null) => ExperimentIteration;

/** Each experiment has an iteration of its own. */
const iterations: Readonly<Record<ExperimentName, Open>> = {
  'pod-start': (parts) => new PodStartIteration(parts),
  healing: (parts, target) => new HealingIteration(withController(parts, target)),
  scaling: (parts, target) => new ScalingIteration(withController(parts, target)),
};

export function openExperiment(parts: IterationParts, target: Target | null): ExperimentIteration {
  return iterations[parts.scenario.experiment](parts, target);
}

function withController(parts: IterationParts, target: Target | null): PreparedParts {
  const controller = target?.controller ?? controllerOf(parts.objects.map(({ object }) => object));
  return { ...parts, target, controller };
}
