import { connect } from '../kube/connection/connect.ts';
import { sweep, type Swept, type SweepRequest } from '../kube/sweep/sweep.ts';
import { systemClock } from './shared/system-clock.ts';
import type { ExistingCluster } from '../clusters/choice.ts';
import type { Environment } from './start-run.ts';

export interface SweepOptions {
  cluster: ExistingCluster;
  request: SweepRequest;
  env: Environment;
  signal: AbortSignal;
  /** Called before it is watched whether runs renew their leases, with the longest time that takes. */
  onWait?: (runs: number, mostSeconds: number) => void;
}

/** Deletes what runs that were killed left in a cluster. @throws PodStartSloError */
export async function startSweep({ cluster, request, env, signal, onWait }: SweepOptions): Promise<Swept> {
  const { kubeconfig, context } = cluster;
  const api = await connect({
    kubeconfig: kubeconfig ?? undefined,
    context: context ?? undefined,
    env,
    signal,
  });
  try {
    const clock = systemClock();
    return await sweep(api, request, { clock, signal, ...(onWait === undefined ? {} : { onWait }) });
  } finally {
    await api.close();
  }
}
