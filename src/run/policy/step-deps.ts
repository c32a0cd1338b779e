import type { Doing, PolicyClock, PolicyCluster } from '../../core/steps/ports.ts';

/** `undo` takes what has to be taken back when the scenario ends, as soon as it is known. */
export interface StepDeps extends Doing {
  cluster: PolicyCluster;
  clock: PolicyClock;
  random: () => number;
  allowKubeNamespaces: boolean;
}
