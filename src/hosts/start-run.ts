import { randomBytes } from 'node:crypto';
import { toolVersion } from './shared/version.ts';
import { isMadeForRun, type ClusterChoice } from '../clusters/choice.ts';
import { startCluster } from '../clusters/lifecycle.ts';
import type { ClusterEnd, NodeTools as ProvidedTools, StartedCluster } from '../clusters/provider.ts';
import { nodeToolsOf } from '../clusters/registry.ts';
import { allOf, createdClusters, usualCluster } from '../core/cluster-names.ts';
import { usageError, type Problem } from '../core/errors.ts';
import { isoMicroseconds } from '../core/experiments/record/context.ts';
import { disturbanceOf } from '../core/experiments/registry.ts';
import { neededHelper, type NodeHelperPlan, type Plan } from '../core/plan.ts';
import { stepsToConfirm } from '../powerfulseal/confirm.ts';
import type { ImageCache, Report } from '../core/ports.ts';
import type { Result } from '../core/result.ts';
import type { ApiClient } from '../kube/api/api.ts';
import { connect } from '../kube/connection/connect.ts';
import { openRun } from '../kube/session/open-run.ts';
import { runPlan, type RunEnd } from '../run/run-plan.ts';
import { needsLoadBalancer } from './load-balancer-need.ts';
import { fingerprintHere } from './shared/fingerprint-here.ts';
import { keepHeapSmall } from './shared/small-heap.ts';
import { systemClock } from './shared/system-clock.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface RunRequest {
  plan: Plan;
  cluster: ClusterChoice;
  report: Report;
  /** Called with all there is after every iteration, and a last time at the end, of a run that was cut short too. */
  onResult: (result: Result) => Promise<void>;
  env: Environment;
  /** Names the run beforehand, for a host that has to find what it left even when it is killed; default random. */
  runId?: string;
  /** Ends the run: what it created is deleted, and its reason is what the run rejects with. */
  signal: AbortSignal;
  /** Ends the deleting too; what is left is told. */
  cleanupSignal: AbortSignal;
}

/** Runs a plan on a cluster. @throws PodStartSloError after everything was deleted */
export type StartRun = (request: RunRequest) => Promise<Result>;

/** Starts or finds the cluster, runs the plan on it, and leaves nothing behind. */
export const startRun: StartRun = async (request) => {
  const { plan, cluster, report, env, signal, cleanupSignal } = request;
  requireConfirmation(request);
  const deps = { report, env, needsLoadBalancer: needsLoadBalancer(plan) };
  const started = await startCluster(cluster, deps, signal);
  let end: ClusterEnd = 'failed';
  try {
    const { result, failure } = await runOn(started, cluster.kind, request);
    if (failure !== null) throw failure;
    end = 'done';
    return result;
  } finally {
    if (signal.aborted) end = 'interrupted';
    for (const message of await started.stop(cleanupSignal, end))
      report({ kind: 'note', level: 'warning', message });
  }
};

/** Unique, and fit for names and labels. */
export function newRunId(): string {
  return randomBytes(5).toString('hex');
}

async function runOn(started: StartedCluster, provider: string, request: RunRequest): Promise<RunEnd> {
  const { plan, report, onResult, env, signal, cleanupSignal } = request;
  keepHeapSmall();
  const clock = systemClock();
  const api = await connectTo(started, env, signal);
  const { imageCache, ...tools } = nodeTools(started, api, request);
  const runId = request.runId ?? newRunId();
  const startedAt = isoMicroseconds(clock.unixUs());
  const space = await openRun({
    api,
    clock,
    report,
    plan,
    runId,
    ...tools,
    provider,
    mayDisturb: mayDisturb(request),
    ownPod: ownPodOf(api.context, env),
    signal,
    cleanupSignal,
  });
  const identity = {
    toolVersion: toolVersion,
    runId,
    startedAt,
    now: () => isoMicroseconds(clock.unixUs()),
    fingerprint: () => fingerprintHere(plan, space.facts, space.measurement().via),
  };
  return await runPlan(plan, {
    ...{ clock, space, report, onResult, identity, signal, cleanupSignal },
    imageCache: imageCache ?? space.imageCache,
  });
}

/** What a run does to what others made is said before anything is done. @throws PodStartSloError usage */
export function requireConfirmation(request: Pick<RunRequest, 'plan' | 'cluster'>): void {
  const { plan, cluster } = request;
  if (plan.confirmed) return;
  const isOwnCluster = isMadeForRun(cluster);
  const confirmField = '--yes (the input confirm of the action)';
  const rules = { namespace: plan.namespace, isOwnCluster, confirmField };
  const ofPolicy = plan.policy === undefined ? [] : stepsToConfirm(plan.policy, rules);
  const problems = [...ofPolicy, ...(isOwnCluster ? [] : experimentsToConfirm(plan))];
  if (problems.length > 0) throw usageError(problems);
}

/** Whether a run may disturb what was there before: the cluster is the run's own, or somebody has said so. */
export function mayDisturb({ plan, cluster }: Pick<RunRequest, 'plan' | 'cluster'>): boolean {
  return isMadeForRun(cluster) || plan.confirmed;
}

/** In a cluster the name of a pod is the host name of its containers; no policy kills the pod that runs it. */
export function ownPodOf(context: string | null, env: Environment): string | null {
  return context === null ? (env['POD_NAME'] ?? env['HOSTNAME'] ?? null) : null;
}

export async function connectTo(
  { kubeconfig, context }: StartedCluster,
  env: Environment,
  signal: AbortSignal,
): Promise<ApiClient> {
  return await connect({ kubeconfig: kubeconfig ?? undefined, context: context ?? undefined, env, signal });
}

export interface NodeTools extends ProvidedTools {
  /** Pods that remove images; null where they are not needed. */
  nodeHelper: NodeHelperPlan | null;
}

/** What the tool can do on the nodes themselves. @throws PodStartSloError usage where a plan asks for more */
export function nodeTools(
  started: ProvidedTools,
  { context }: Pick<ApiClient, 'context'>,
  { plan, env }: Pick<RunRequest, 'plan' | 'env'>,
): NodeTools {
  // A cluster of the user's may be known by its context.
  const found = nodeToolsOf(context, env);
  const imageCache = started.imageCache ?? found.imageCache;
  const nodeHelper = imageCache === null ? neededHelper(plan) : null;
  if (nodeHelper === null) requireImageCache(plan, imageCache);
  return {
    imageCache,
    nodeHelper,
    containerKiller: started.containerKiller ?? found.containerKiller,
  };
}

function experimentsToConfirm({ scenarios }: Plan): Problem[] {
  return scenarios.flatMap(({ name, experiment }) => {
    const disturbance = disturbanceOf(experiment);
    if (disturbance === null) return [];
    return {
      field: `experiment of scenario ${name}`,
      value: experiment,
      message: `${disturbance.act}, and the cluster was not created by this run`,
      fix: `pass --yes (confirm: true in the file or the action) where that is what you want, or use --cluster ${usualCluster}`,
    };
  });
}

function requireImageCache(plan: Plan, imageCache: ImageCache | null): void {
  if (imageCache !== null) return;
  const asking = plan.scenarios.filter((scenario) => scenario.imageCache === 'remove');
  if (asking.length === 0) return;
  throw usageError(
    asking.map(({ name, condition }) => ({
      ...(condition === null
        ? { field: `imageCache of scenario ${name}`, value: 'remove' }
        : { field: `conditions of scenario ${condition.of}`, value: 'cold-image' }),
      message: `images are removed from the nodes of clusters of ${allOf(createdClusters)}; on others only by pods with the file system of the node, which have to be allowed`,
      fix: `use --allow-node-helper (nodeHelper.allow; see docs/clusters.md), --cluster ${usualCluster}, --use-cluster with a profile or cluster, or ${condition === null ? 'imageCache: keep' : 'leave out cold-image'}`,
    })),
  );
}
