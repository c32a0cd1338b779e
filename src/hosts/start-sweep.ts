import { connect } from '../kube/connect.ts';
import { sweep, type Swept, type SweepRequest } from '../kube/run-space/sweep.ts';
import { systemClock } from './shared/system-clock.ts';
import type { ClusterChoice } from './providers.ts';
import type { Environment } from './start-run.ts';

export interface SweepOptions {
  cluster: Extract<ClusterChoice, { kind: 'existing' }>;
  request: SweepRequest;
  env: Environment;
  signal: AbortSignal;
}

/** Deletes what runs that were killed left in a cluster. @throws PodStartSloError */
export async function startSweep({ cluster, request, env, signal }: SweepOptions): Promise<Swept> {
  const { kubeconfig, context } = cluster;
  const api = await connect({
    kubeconfig: kubeconfig ?? undefined,
    context: context ?? undefined,
    env,
    signal,
  });
  try {
    return await sweep(api, request, systemClock(), signal);
  } finally {
    await api.close();
  }
}
