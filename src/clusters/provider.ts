import type { ContainerKiller, ImageCache, Report } from '../core/ports.ts';

/** What every provider of clusters does. Adding one means writing this. */
export interface ClusterProvider {
  readonly name: string;
  /**
   * Makes (or finds) the cluster and waits until its nodes are Ready.
   * @throws PodStartSloError cluster or usage
   */
  start(signal: AbortSignal): Promise<StartedCluster>;
}

export interface StartedCluster {
  /** Kubeconfig file to reach it with; null is the user's own. */
  kubeconfig: string | null;
  context: string | null;
  /** How images are removed from its nodes; null where the tool has no hands on the nodes. */
  imageCache: ImageCache | null;
  /** How containers are killed in place; null likewise. */
  containerKiller: ContainerKiller | null;
  /** Deletes exactly what start made. Never throws; says what is left. */
  stop(signal: AbortSignal): Promise<readonly string[]>;
}

/**
 * Awaited just before anything is created, when it is sure that no cluster has this name; `owner` tells the run's from any
 * other of the name.
 */
export type OnCreating = (name: string, owner: string) => Promise<void>;

export interface ProviderDeps {
  report: Report;
  env: Readonly<Record<string, string | undefined>>;
  /** Whether the run asks Services of type LoadBalancer by their address; `maybe` where it takes what answers. */
  needsLoadBalancer: 'yes' | 'maybe' | 'no';
}
