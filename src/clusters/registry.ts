import type { CreatedCluster } from '../core/cluster-names.ts';
import { k3d } from './k3d/k3d.ts';
import { kind } from './kind/kind.ts';
import { minikube } from './minikube/minikube.ts';
import type { OwnNote } from './own/note.ts';
import type { CommandOptions } from './programs/command.ts';
import type { NodeTools, Provider } from './provider.ts';

/** Every provider of clusters. */
export const providers: Readonly<Record<CreatedCluster, Provider>> = { kind, minikube, k3d };

const all: readonly Provider[] = Object.values(providers);

/** What people call a cluster: `minikube profile slo`. */
export function nameOfCluster({ provider, name }: Pick<OwnNote, 'provider' | 'name'>): string {
  return `${providers[provider].noun} ${name}`;
}

/** What can be done on the nodes of a cluster that only its context is known of. */
export function nodeToolsOf(context: string | null, env: CommandOptions['env']): NodeTools {
  for (const provider of context === null ? [] : all) {
    const tools = provider.nodeToolsOf?.(context ?? '', env) ?? null;
    if (tools !== null) return tools;
  }
  return { imageCache: null, containerKiller: null };
}

/** Whether a cluster is this machine's own, by its context and its address. */
export function isOfThisMachine({ context, server }: { context: string | null; server: string }): boolean {
  const { hostname } = new URL(server);
  return context !== null && all.some((provider) => provider.isOfThisMachine(context, hostname));
}

/** The keys of `cluster` that choose what is downloaded. */
export const downloadKeys = all.flatMap(({ download }) => download?.keys ?? []);
