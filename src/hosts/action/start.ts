import {
  isExisting,
  type ClusterChoice,
  type ExistingCluster,
  type ProvidedCluster,
} from '../../clusters/choice.ts';
import type { OwnCluster } from '../../clusters/own/folder.ts';
import type { Report } from '../../core/ports.ts';
import type { Result } from '../../core/result.ts';
import { newRunId, startRun, type RunRequest } from '../start-run.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { kubeconfigSecrets, ownSecrets } from './mask.ts';
import { withOwnCluster } from './own-cluster.ts';
import type { Prepared } from './prepare.ts';
import { saveState } from './state.ts';

export interface StartParts extends Omit<RunRequest, 'plan' | 'cluster' | 'env'> {
  host: Host;
  log: Log;
}

/** Runs a plan on the cluster that was asked for. @throws PodStartSloError */
export type Start = (prepared: Prepared, parts: StartParts) => Promise<Result>;

/** Saves what post has to look after before there is anything to look after. */
export const start: Start = ({ plan, cluster }, parts) =>
  isExisting(cluster) ? onExisting(cluster, { plan, parts }) : onOwn(cluster, { plan, parts });

interface Work {
  plan: Prepared['plan'];
  parts: StartParts;
}

async function onExisting(cluster: ExistingCluster, { plan, parts }: Work): Promise<Result> {
  const { host, log } = parts;
  for (const secret of kubeconfigSecrets(cluster.kubeconfig, host.env)) log.mask(secret);
  const runId = newRunId();
  const { kubeconfig, context } = cluster;
  saveState(host.toolkit, 'run', { runId, namespace: plan.namespace, kubeconfig, context });
  try {
    return await startRun({ ...requestOf(plan, cluster, parts), runId });
  } finally {
    // What nobody waited for is looked after by post.
    if (!parts.cleanupSignal.aborted) saveState(host.toolkit, 'run', null);
  }
}

async function onOwn(cluster: ProvidedCluster, { plan, parts }: Work): Promise<Result> {
  const { kind: provider, name } = cluster;
  const masked = { ...parts, report: masking({ provider, name }, parts) };
  return await withOwnCluster(cluster, parts, (own) => startRun(requestOf(plan, own, masked)));
}

/** The credentials of a cluster are there when the cluster is. */
function masking(cluster: OwnCluster, { log, report }: StartParts): Report {
  return (event) => {
    if (event.kind === 'measuring') for (const secret of ownSecrets(cluster)) log.mask(secret);
    report(event);
  };
}

function requestOf(plan: Prepared['plan'], cluster: ClusterChoice, parts: StartParts): RunRequest {
  const { host, report, onResult, signal, cleanupSignal } = parts;
  return { plan, cluster, report, onResult, env: host.env, signal, cleanupSignal };
}
