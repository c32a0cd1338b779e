/** Clusters that a run can create, in the order in which `auto` tries them. Each has a folder in `src/clusters`. */
export const createdClusters = ['kind', 'minikube', 'k3d'] as const;

export type CreatedCluster = (typeof createdClusters)[number];

/** Where pods can be started. */
export const clusterKinds = ['existing', ...createdClusters] as const;

export type ClusterKind = (typeof clusterKinds)[number];

/** What the action creates where nothing else is said, and what advice names first. */
export const usualCluster = 'kind' satisfies CreatedCluster;

/** `kind, minikube or k3d`. */
export function anyOf(words: readonly string[]): string {
  return joined(words, 'or');
}

/** `kind, minikube and k3d`. */
export function allOf(words: readonly string[]): string {
  return joined(words, 'and');
}

function joined(words: readonly string[], by: string): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${by} ${last}`;
}

/** When the logs of the nodes are collected. */
export const clusterLogs = ['never', 'on-failure', 'always'] as const;
export type ClusterLogs = (typeof clusterLogs)[number];
