import { isExisting, type ProvidedCluster } from '../../clusters/choice.ts';
import { anyOf, createdClusters, usualCluster } from '../../core/cluster-names.ts';
import { resolveCluster } from '../../core/config/resolve-cluster.ts';
import { usageError, type PodStartSloError } from '../../core/errors.ts';
import type { Report } from '../../core/ports.ts';
import { failureText } from './annotation.ts';
import { Given } from './given.ts';
import type { Host } from './host.ts';
import { setupInputs } from './inputs.ts';
import { jobOf } from './job-process.ts';
import { Log } from './log.ts';
import { ownSecrets } from './mask.ts';
import { withOwnCluster, type OwnClusterParts } from './own-cluster.ts';
import { clusterOf } from './prepare.ts';
import { asFailure } from './run-action.ts';
import { watchSignals } from './signals.ts';

/** Creates a cluster for the later steps of the job; the post step deletes it. Resolves with the exit code. */
export async function setupAction(host: Host): Promise<number> {
  const log = new Log(host.toolkit);
  const interrupts = watchSignals(host, log);
  const report: Report = (event) => {
    if (event.kind === 'note')
      log.say(event.level === 'warning' ? `warning: ${event.message}` : event.message);
  };
  try {
    const parts = { host, log, report, signal: interrupts.signal };
    await withOwnCluster(wanted(host), parts, (cluster) => create(cluster, parts));
    return 0;
  } catch (error) {
    await tellFailure(asFailure(error, interrupts.signal), log, host);
    return 1;
  } finally {
    log.endGroup();
    interrupts.stop();
  }
}

/** @throws PodStartSloError usage, with everything that is wrong, before anything is created */
function wanted({ toolkit, env }: Host): ProvidedCluster {
  const given = new Given(toolkit, new Map(), setupInputs);
  const resolution = resolveCluster(given.runInput());
  const { value, fieldOf } = resolution.cluster;
  const problems = [...given.problems, ...resolution.problems];
  const { provider = usualCluster } = value;
  if (provider === 'existing' || provider === 'auto') {
    const message = `must be ${anyOf(createdClusters)}: this action creates a cluster`;
    throw usageError([...problems, { field: fieldOf('provider'), value: provider, message }]);
  }
  if (value.use !== undefined)
    problems.push({
      ...{ field: fieldOf('use'), value: value.use },
      message: 'names a cluster that exists, and this action creates one',
      fix: 'leave it out, and name the cluster in the steps that use it',
    });
  const cluster = clusterOf(resolution.cluster, problems, env, null);
  if (problems.length > 0 || isExisting(cluster)) throw usageError(problems);
  return cluster;
}

async function create(
  cluster: ProvidedCluster,
  { host, log, report, signal }: OwnClusterParts,
): Promise<void> {
  const { startCluster } = await import('../../clusters/lifecycle.ts');
  const deps = { report, env: host.env, needsLoadBalancer: 'no' } as const;
  const started = await startCluster(cluster, deps, signal);
  for (const secret of ownSecrets({ provider: cluster.kind, name: cluster.name })) log.mask(secret);
  await started.leaveToLaterSteps(await jobOf(host));
  host.toolkit.output('cluster-name', cluster.name);
  host.toolkit.output('kubeconfig', started.kubeconfig ?? '');
}

async function tellFailure(failure: PodStartSloError, log: Log, { env }: Host): Promise<void> {
  const { sayFailure } = await import('./tell.ts');
  log.endGroup();
  sayFailure(failure, log, env['RUNNER_DEBUG'] === '1');
  const { title, message } = failureText(failure);
  log.annotate('error', failure.code === 'cluster' ? 'No cluster' : title, message);
}
