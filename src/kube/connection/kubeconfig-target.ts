import type { Settings } from './kubeconfig-file.ts';

/** The one cluster, user and namespace that a run works with. */
export interface Target {
  /** Name of the context; null inside a cluster. */
  context: string | null;
  namespace: string;
  cluster: Settings & { server: string };
  user: Settings;
}
