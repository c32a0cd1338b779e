import { randomBytes } from 'node:crypto';
import { toolVersion } from './shared/version.ts';
import { existingCluster } from '../clusters/existing.ts';
import { kindCluster, type KindSettings } from '../clusters/kind.ts';
import { kindClusterOf, kindImageCache } from '../clusters/kind-nodes.ts';
import type { ClusterProvider, ProviderDeps, StartedCluster } from '../clusters/provider.ts';
import { usageError } from '../core/errors.ts';
import { isoMicroseconds } from '../core/iteration/record.ts';
import type { Plan } from '../core/plan.ts';
import type { ImageCache, Report } from '../core/ports.ts';
import type { Result } from '../core/result.ts';
import { connect } from '../kube/connect.ts';
import { openRun } from '../kube/run-space/open-run.ts';
import { runPlan, type RunEnd } from '../run/run-plan.ts';
import { fingerprintHere } from './shared/fingerprint-here.ts';
import { systemClock } from './shared/system-clock.ts';

/** A cluster that is there, or one that is made for the run. */
export type ClusterChoice =
  { kind: 'existing'; kubeconfig: string | null; context: string | null } | ({ kind: 'kind' } & KindSettings);

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
  const { cluster, report, env, signal, cleanupSignal } = request;
  const provider = providerOf(cluster, { report, env });
  const started = await provider.start(signal);
  try {
    const { result, failure } = await runOn(started, provider.name, request);
    if (failure !== null) throw failure;
    return result;
  } finally {
    for (const message of await started.stop(cleanupSignal))
      report({ kind: 'note', level: 'warning', message });
  }
};

/** Unique, and fit for names and labels. */
export function newRunId(): string {
  return randomBytes(5).toString('hex');
}

export function providerOf(choice: ClusterChoice, deps: ProviderDeps): ClusterProvider {
  return choice.kind === 'kind'
    ? kindCluster(choice, deps)
    : existingCluster(choice.kubeconfig, choice.context);
}

async function runOn(started: StartedCluster, provider: string, request: RunRequest): Promise<RunEnd> {
  const { plan, report, onResult, env, signal, cleanupSignal } = request;
  const clock = systemClock();
  const { kubeconfig, context } = started;
  const api = await connect({
    kubeconfig: kubeconfig ?? undefined,
    context: context ?? undefined,
    env,
    signal,
  });
  const imageCache = started.imageCache ?? imageCacheOf(api.context, env);
  requireImageCache(plan, imageCache);
  const runId = request.runId ?? newRunId();
  const startedAt = isoMicroseconds(clock.unixUs());
  const space = await openRun({ api, clock, report, plan, runId, provider, signal, cleanupSignal });
  const identity = {
    toolVersion: toolVersion,
    runId,
    startedAt,
    now: () => isoMicroseconds(clock.unixUs()),
    fingerprint: () => fingerprintHere(plan, space.facts, space.measurement().via),
  };
  return await runPlan(plan, { clock, space, imageCache, report, onResult, identity, signal, cleanupSignal });
}

/** A kind cluster of the user's is known by its context; its nodes are containers here. */
export function imageCacheOf(context: string | null, env: Environment): ImageCache | null {
  const cluster = kindClusterOf(context);
  return cluster === null ? null : kindImageCache(cluster, env);
}

export function requireImageCache(plan: Plan, imageCache: ImageCache | null): void {
  if (imageCache !== null) return;
  const asking = plan.scenarios.filter((scenario) => scenario.imageCache === 'remove');
  if (asking.length === 0) return;
  throw usageError(
    asking.map(({ name }) => ({
      field: `imageCache of scenario ${name}`,
      value: 'remove',
      message: 'images can be removed from the nodes of kind clusters only',
      fix: 'use --cluster kind, or imageCache: keep',
    })),
  );
}
