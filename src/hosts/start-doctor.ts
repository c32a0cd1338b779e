import { availableParallelism, loadavg } from 'node:os';
import { runCommand } from '../clusters/command.ts';
import { containerEngine } from '../clusters/container-engine.ts';
import { assembleDoctor } from '../core/doctor/assemble.ts';
import type { Examination } from '../core/doctor/examination.ts';
import type { MachineFacts } from '../core/doctor/machine.ts';
import type { DoctorReport } from '../core/doctor/report.ts';
import { messageOf } from '../core/errors.ts';
import type { Plan } from '../core/plan.ts';
import { usualServiceAccountDir } from '../kube/connect.ts';
import { examine } from '../kube/doctor/examine.ts';
import { findTarget } from '../kube/kubeconfig.ts';
import { toolVersion } from './shared/version.ts';
import type { ClusterChoice } from './providers.ts';
import { newRunId, nodeTools, type Environment } from './start-run.ts';

export interface DoctorRequest {
  plan: Plan;
  isExample: boolean;
  cluster: ClusterChoice;
  env: Environment;
  signal: AbortSignal;
}

/** Looks at the cluster of a plan and creates nothing. @throws PodStartSloError usage; the signal's reason */
export async function startDoctor(request: DoctorRequest): Promise<DoctorReport> {
  const { plan, isExample, cluster } = request;
  const [programs, examination] = await Promise.all([programsFor(request), examinationOf(request)]);
  return assembleDoctor({
    toolVersion,
    checkedAt: new Date().toISOString(),
    provider: cluster.kind,
    plan,
    isExample,
    machine: { cpus: availableParallelism(), load: loadavg()[0] ?? 0, programs },
    examination,
  });
}

async function examinationOf(request: DoctorRequest): Promise<Examination | null> {
  const { plan, cluster, env, signal } = request;
  if (cluster.kind !== 'existing') return null;
  const target = findTarget({
    kubeconfig: cluster.kubeconfig ?? undefined,
    context: cluster.context ?? undefined,
    env,
    serviceAccountDir: usualServiceAccountDir,
  });
  const { containerKiller } = nodeTools({ imageCache: null, containerKiller: null }, target, request);
  const hasNodeAccess = containerKiller !== null;
  return await examine({ target, plan, runId: newRunId(), hasNodeAccess, env, signal });
}

const programWithinMs = 10_000;
const docker = ['docker', ['version', '--format', '{{.Server.Version}}']] as const;
/** They have no server that might be away. */
const withoutServer = ['version'] as const;

/** kind takes the engine that is there; of minikube's drivers nobody knows beforehand which it takes by itself. */
function engineOf(
  cluster: ClusterChoice,
  env: Environment,
): readonly (readonly [string, readonly string[]])[] {
  const engine = cluster.kind === 'kind' ? containerEngine(env) : 'docker';
  if (engine !== 'docker') return [[engine, withoutServer]];
  return cluster.kind !== 'minikube' || cluster.driver === 'docker' ? [docker] : [];
}

/** What makes the cluster of the run, each asked for something that it can say only when it works. */
async function programsFor({ cluster, env, signal }: DoctorRequest): Promise<MachineFacts['programs']> {
  if (cluster.kind === 'existing') return [];
  const until = AbortSignal.any([signal, AbortSignal.timeout(programWithinMs)]);
  const asked = [[cluster.kind, ['version']] as const, ...engineOf(cluster, env)];
  return await Promise.all(
    asked.map(async ([name, args]) => {
      try {
        await runCommand(name, args, { env, signal: until });
        return { name, trouble: null };
      } catch (error) {
        signal.throwIfAborted();
        return { name, trouble: messageOf(error) };
      }
    }),
  );
}
