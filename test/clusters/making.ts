import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect } from 'vitest';
import type { ClusterProvider, StartedCluster } from '../../src/clusters/provider.ts';
import type { RunEvent } from '../../src/core/ports.ts';
import { providerOf, type ClusterChoice } from '../../src/hosts/providers.ts';
import type { StandIns } from './stand-in.ts';

const made = { name: 'slo', loadImages: [], waitMs: 5000, keep: false, onCreating: null };
const kind = { kindPath: 'kind', nodeImage: null, config: null, registry: null, logsFolder: null };
const minikube = { minikubePath: 'minikube', driver: null, kubernetesVersion: null, args: [] };

/** Every provider that makes clusters. Add one, and it is held to the same. */
export const making: readonly Exclude<ClusterChoice, { kind: 'existing' }>[] = [
  { kind: 'kind', ...made, ...kind, isThere: false },
  { kind: 'minikube', ...made, ...minikube, isThere: false },
  { kind: 'k3d', ...made, k3dPath: 'k3d', nodeImage: null, isThere: false },
];
interface Stand {
  provider: ClusterProvider;
  warnings: string[];
}

export function standFor(choice: ClusterChoice, { env }: StandIns): Stand {
  const warnings: string[] = [];
  const report = (event: RunEvent): void => {
    if (event.kind === 'note' && event.level === 'warning') warnings.push(event.message);
  };
  return { provider: providerOf(choice, { report, env, needsLoadBalancer: 'no' }), warnings };
}

export async function startAndStop(choice: ClusterChoice, stand: StandIns): Promise<StartedCluster> {
  const signal = new AbortController().signal;
  const started = await standFor(choice, stand).provider.start(signal);
  expect(await started.stop(signal)).toEqual([]);
  return started;
}

/** Folders with the credentials of clusters of ours. */
export function folders({ kind }: ClusterChoice): string[] {
  return readdirSync(tmpdir()).filter((each) => each.startsWith(`pod-start-slo-${kind}-slo-`));
}
