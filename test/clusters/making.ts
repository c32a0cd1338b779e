import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect } from 'vitest';
import type { ClusterChoice, ProvidedCluster } from '../../src/clusters/choice.ts';
import { startCluster } from '../../src/clusters/lifecycle.ts';
import type { StartedCluster } from '../../src/clusters/provider.ts';
import { createdClusters, type CreatedCluster } from '../../src/core/cluster-names.ts';
import { standard } from '../../src/core/options/table.ts';
import type { RunEvent } from '../../src/core/ports.ts';
import type { StandIns } from './stand-in.ts';

const made = {
  ...{ name: 'slo', loadImages: [], waitMs: 5000, keep: false, onCreating: null },
  ...{ logs: 'on-failure' as const, logsFolder: null },
};

/** What each provider has of its own, where nothing is asked of it. */
const own: Record<CreatedCluster, object> = {
  kind: {
    ...{ nodeImage: null, kubernetesVersion: null, config: null, registry: null },
    release: { version: standard.kindVersion, sha256: null },
  },
  minikube: { driver: null, kubernetesVersion: null, args: [] },
  k3d: { nodeImage: null },
};

/** Every provider that creates clusters. Add one, and it is held to the same. */
export const making: readonly ProvidedCluster[] = createdClusters.map((kind) => ({
  ...{ kind, program: kind, isThere: false },
  ...made,
  ...own[kind],
}));

interface Stand {
  provider: { start: (signal: AbortSignal) => Promise<StartedCluster> };
  warnings: string[];
}

export function standFor(choice: ClusterChoice, { env }: StandIns): Stand {
  const warnings: string[] = [];
  const report = (event: RunEvent): void => {
    if (event.kind === 'note' && event.level === 'warning') warnings.push(event.message);
  };
  const deps = { report, env, needsLoadBalancer: 'no' } as const;
  return { provider: { start: (signal) => startCluster(choice, deps, signal) }, warnings };
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
