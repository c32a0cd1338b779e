import type { ClusterChoice } from '../providers.ts';

/** Where pods can be started. */
export const clusterKinds = ['existing', 'kind', 'minikube', 'k3d'] as const satisfies readonly ClusterKind[];

export type ClusterKind = ClusterChoice['kind'];

export function isClusterKind(word: string): word is ClusterKind {
  return clusterKinds.some((kind) => kind === word);
}

/** `kind, minikube or k3d`. */
export function anyOf(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
