import type { ClusterProvider } from '../provider.ts';

/** A cluster that is there already: nothing is started, stopped or touched. */
export function existingCluster(kubeconfig: string | null, context: string | null): ClusterProvider {
  return {
    name: 'existing',
    start: () => {
      const started = { kubeconfig, context, imageCache: null, containerKiller: null };
      return Promise.resolve({ ...started, stop: () => Promise.resolve([]) });
    },
  };
}
