import type { ExistingCluster } from '../choice.ts';
import type { StartedCluster } from '../provider.ts';

/** A cluster that is there already: nothing is started, stopped or touched. */
export function existingCluster({ kubeconfig, context }: ExistingCluster): StartedCluster {
  return {
    ...{ kubeconfig, context, imageCache: null, containerKiller: null },
    leaveToLaterSteps: () => Promise.resolve(),
    stop: () => Promise.resolve([]),
  };
}
