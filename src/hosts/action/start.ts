import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { containerEngine } from '../../clusters/container-engine.ts';
import { obtainKind } from '../../clusters/kind-download.ts';
import { isTaken } from '../../clusters/named-cluster.ts';
import type { OwnCluster } from '../../clusters/own-folder.ts';
import type { OnCreating } from '../../clusters/provider.ts';
import { requireEngine } from '../../clusters/require-engine.ts';
import type { Report } from '../../core/ports.ts';
import type { Result } from '../../core/result.ts';
import type { ClusterChoice } from '../providers.ts';
import { newRunId, startRun, type RunRequest } from '../start-run.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { kubeconfigSecrets, ownSecrets } from './mask.ts';
import type { Prepared, WantedCluster } from './prepare.ts';
import { saveState, type MadeCluster } from './state.ts';

type Wanted<Kind> = Extract<WantedCluster, { kind: Kind }>;
type Made = Exclude<ClusterChoice, { kind: 'existing' }>;

export interface StartParts extends Omit<RunRequest, 'plan' | 'cluster' | 'env'> {
  host: Host;
  log: Log;
}

/** Runs a plan on the cluster that was asked for. @throws PodStartSloError */
export type Start = (prepared: Prepared, parts: StartParts) => Promise<Result>;

/** Saves what post has to look after before there is anything to look after. */
export const start: Start = ({ plan, cluster }, parts) => {
  switch (cluster.kind) {
    case 'existing':
      return onExisting(cluster, { plan, parts });
    case 'kind':
      return onKind(cluster, { plan, parts });
    default:
      return onInstalled(cluster, { plan, parts });
  }
};

interface Work {
  plan: Prepared['plan'];
  parts: StartParts;
}

async function onExisting(cluster: Wanted<'existing'>, { plan, parts }: Work): Promise<Result> {
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

async function onKind(cluster: Wanted<'kind'>, { plan, parts }: Work): Promise<Result> {
  const { host, log } = parts;
  log.group(`kind cluster ${cluster.name}`);
  const { release, ...settings } = cluster;
  const { env } = host;
  // Checked again by the provider; here it spares the download of kind.
  await requireEngine(containerEngine(env), { env, signal: parts.signal });
  const kindPath = await obtainKind({ ...release, env, report: parts.report, signal: parts.signal });
  const logsFolder = join(env['RUNNER_TEMP'] ?? tmpdir(), 'pod-start-slo', 'kind-logs');
  const onCreating = saving('kind', cluster.keep, parts);
  return await onOwn({ ...settings, kindPath, onCreating, logsFolder }, { plan, parts });
}

/** The program of this name is taken from the runner, by its PATH. */
async function onInstalled(cluster: Wanted<'minikube' | 'k3d'>, work: Work): Promise<Result> {
  const { kind: provider, name, keep } = cluster;
  work.parts.log.group(`${provider} cluster ${name}`);
  return await onOwn({ ...cluster, onCreating: saving(provider, keep, work.parts) }, work);
}

async function onOwn(cluster: Made, { plan, parts }: Work): Promise<Result> {
  const { host } = parts;
  const own = { provider: cluster.kind, name: cluster.name };
  try {
    return await startRun(requestOf(plan, cluster, { ...parts, report: masking(own, parts) }));
  } catch (error) {
    // Somebody else has a cluster of this name: it is not ours to delete. After any other error post looks after it.
    if (isTaken(error)) saveState(host.toolkit, 'cluster', null);
    throw error;
  }
}

function saving(provider: MadeCluster['provider'], keep: boolean, { host }: StartParts): OnCreating {
  return (name, owner) => {
    saveState(host.toolkit, 'cluster', { provider, name, owner, keep });
    return Promise.resolve();
  };
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
