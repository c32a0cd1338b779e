import type { Observation } from '../../core/observation.ts';
import type { OpenIteration } from '../../core/ports.ts';
import { PodStartIteration, type IterationParts } from './iteration.ts';
import type { Target } from './target.ts';

/** An iteration that hears what the watch and the probes bring. */
export interface ExperimentIteration extends OpenIteration {
  see(seen: Observation): void;
}

/** Each experiment has an iteration of its own. */
export function openExperiment(parts: IterationParts, target: Target | null): ExperimentIteration {
  const { experiment, burst } = parts.scenario;
  if (experiment === 'pod-start' && burst === 1) return new PodStartIteration(parts);
  throw new Error(`the experiment ${experiment} cannot be run${target === null ? '' : ' on a target'}`);
}
