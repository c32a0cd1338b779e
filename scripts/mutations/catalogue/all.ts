import type { Mutation } from '../mutation.ts';
import { clusterMutations } from './clusters.ts';
import { coreMutations } from './core.ts';
import { githubMutations } from './github.ts';
import { hostMutations } from './hosts.ts';
import { kubeMutations } from './kube.ts';
import { onClusterMutations } from './on-cluster.ts';
import { reachMutations } from './reach.ts';
import { reportMutations } from './reports.ts';
import { runMutations } from './run.ts';

export const catalogue: readonly Mutation[] = [
  ...coreMutations,
  ...runMutations,
  ...kubeMutations,
  ...clusterMutations,
  ...reportMutations,
  ...githubMutations,
  ...hostMutations,
  ...reachMutations,
  ...onClusterMutations,
];
