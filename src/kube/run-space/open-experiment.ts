import type { Observation } from '../../core/observation.ts';
import type { OpenIteration } from '../../core/ports.ts';
import { controllerOf } from '../workload/controller.ts';
import { PodStartIteration, type IterationParts } from './iteration.ts';
import { ScalingIteration } from './scaling-iteration.ts';
import type { Target } from './target.ts';

/** An iteration that hears what the watch and the probes bring. */
export interface ExperimentIteration extends OpenIteration {
  see(seen: Observation): void;
}

/** Each experiment has an iteration of its own. */
export function openExperiment(parts: IterationParts, target: Target | null): ExperimentIteration {
  const { experiment } = parts.scenario;
  if (experiment === 'pod-start') return new PodStartIteration(parts);
  if (experiment === 'scaling') {
    const controller = target?.controller ?? controllerOf(parts.objects.map(({ object }) => object));
    return new ScalingIteration({ ...parts, controller, target });
  }
  throw new Error(`the experiment ${experiment} cannot be run${target === null ? '' : ' on a target'}`);
}
