import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { obtainKind } from '../../clusters/kind-download.ts';
import { PodStartSloError } from '../../core/errors.ts';
import type { Report } from '../../core/ports.ts';
import type { Result } from '../../core/result.ts';
import { newRunId, startRun, type ClusterChoice, type RunRequest } from '../start-run.ts';
import type { Host } from './host.ts';
import type { Log } from './log.ts';
import { kindSecrets, kubeconfigSecrets } from './mask.ts';
import type { Prepared, WantedCluster } from './prepare.ts';
import { saveState } from './state.ts';

type Wanted<Kind> = Extract<WantedCluster, { kind: Kind }>;

export interface StartParts extends Omit<RunRequest, 'plan' | 'cluster' | 'env'> {
  host: Host;
  log: Log;
}

/** Runs a plan on the cluster that was asked for. @throws PodStartSloError */
export type Start = (prepared: Prepared, parts: StartParts) => Promise<Result>;

/** Saves what post has to look after before there is anything to look after. */
export const start: Start = ({ plan, cluster }, parts) =>
  cluster.kind === 'existing' ? onExisting(cluster, { plan, parts }) : onKind(cluster, { plan, parts });

interface Work {
  plan: Prepared['plan'];
  parts: StartParts;
}

async function onExisting(cluster: Wanted<'existing'>, { plan, parts }: Work): Promise<Result> {
  const { host, log } = parts;
  for (const secret of kubeconfigSecrets(cluster.kubeconfig, host.env)) log.mask(secret);
  const runId = newRunId();
  saveState(host.toolkit, 'run', { runId, namespace: plan.namespace });
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
  const kindPath = await obtainKind({ ...release, env, report: parts.report, signal: parts.signal });
  const onCreating = (name: string): Promise<void> => {
    saveState(host.toolkit, 'kind', { name, kindPath });
    return Promise.resolve();
  };
  const logsFolder = join(env['RUNNER_TEMP'] ?? tmpdir(), 'pod-start-slo', 'kind-logs');
  const choice = { ...settings, kindPath, onCreating, logsFolder };
  try {
    return await startRun(requestOf(plan, choice, { ...parts, report: masking(cluster.name, parts) }));
  } catch (error) {
    // Somebody else has a cluster of this name: it is not ours to delete.
    if (isTaken(error)) saveState(host.toolkit, 'kind', null);
    throw error;
  }
}

/** Other usage errors may come when the cluster stands already: post still has to look after that. */
function isTaken(error: unknown): boolean {
  const problems = error instanceof PodStartSloError ? (error.facts.problems ?? []) : [];
  return problems.some(({ field }) => field === '--cluster-name');
}

/** The credentials of a cluster are there when the cluster is. */
function masking(name: string, { log, report }: StartParts): Report {
  return (event) => {
    if (event.kind === 'measuring') for (const secret of kindSecrets(name)) log.mask(secret);
    report(event);
  };
}

function requestOf(plan: Prepared['plan'], cluster: ClusterChoice, parts: StartParts): RunRequest {
  const { host, report, onResult, signal, cleanupSignal } = parts;
  return { plan, cluster, report, onResult, env: host.env, signal, cleanupSignal };
}
