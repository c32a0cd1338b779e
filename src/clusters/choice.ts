import type { CreatedCluster } from '../core/cluster-names.ts';
import type { ClusterSettings } from './provider.ts';

/** A cluster that is there: nothing is created, deleted or changed in it but what the run itself needs. */
export interface ExistingCluster {
  kind: 'existing';
  /** Null is the user's own. */
  kubeconfig: string | null;
  /** Null is the kubeconfig's current one. */
  context: string | null;
}

/** A cluster of one of the providers, with the settings of that provider alone. */
export type ProvidedCluster = { kind: CreatedCluster } & ClusterSettings;

export type ClusterChoice = ExistingCluster | ProvidedCluster;

export function isExisting(choice: ClusterChoice): choice is ExistingCluster {
  return choice.kind === 'existing';
}

/** Whether nobody but the run has anything in the cluster. */
export function isMadeForRun(choice: ClusterChoice): boolean {
  return !isExisting(choice) && !choice.isThere;
}
