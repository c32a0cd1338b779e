import type { Clock } from '../../core/ports.ts';
import type { Doing, PolicyCluster } from '../../core/steps/ports.ts';

/** `undo` takes what has to be taken back when the scenario ends, as soon as it is known. */
export interface StepDeps extends Doing {
  cluster: PolicyCluster;
  clock: Clock;
  random: () => number;
  allowKubeNamespaces: boolean;
}
