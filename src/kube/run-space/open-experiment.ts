import type { Observation } from '../../core/observation.ts';
import type { OpenIteration } from '../../core/ports.ts';
import { controllerOf, type ControllerRef } from '../workload/controller.ts';
import { HealingIteration } from './healing-iteration.ts';
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
  const standing = { ...parts, target, controller: controllerIn(parts, target) };
  return experiment === 'healing' ? new HealingIteration(standing) : new ScalingIteration(standing);
}

function controllerIn({ objects }: IterationParts, target: Target | null): ControllerRef {
  return target?.controller ?? controllerOf(objects.map(({ object }) => object));
}
