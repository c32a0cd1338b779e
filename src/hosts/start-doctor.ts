import { availableParallelism, loadavg } from 'node:os';
import { isExisting, type ClusterChoice } from '../clusters/choice.ts';
import { providers } from '../clusters/registry.ts';
import { assembleDoctor } from '../core/doctor/assemble.ts';
import type { Examination } from '../core/doctor/examination.ts';
import type { MachineFacts } from '../core/doctor/checks/machine.ts';
import type { DoctorReport } from '../core/doctor/report.ts';
import type { Plan } from '../core/plan.ts';
import { usualServiceAccountDir } from '../kube/connection/connect.ts';
import { examine } from '../kube/doctor/examine.ts';
import { findTarget } from '../kube/connection/kubeconfig.ts';
import { toolVersion } from './shared/version.ts';
import { askEngine, troubleOf, type Asked } from './program-trouble.ts';
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
  if (!isExisting(cluster)) return null;
  const target = findTarget({
    kubeconfig: cluster.kubeconfig ?? undefined,
    context: cluster.context ?? undefined,
    env,
    serviceAccountDir: usualServiceAccountDir,
  });
  const { containerKiller, nodeHelper } = nodeTools(
    { imageCache: null, containerKiller: null },
    target,
    request,
  );
  const hasNodeAccess = containerKiller !== null;
  return await examine({ target, plan, runId: newRunId(), hasNodeAccess, nodeHelper, env, signal });
}

/** What makes the cluster of the run, each asked for something that it can say only when it works. */
async function programsFor({ cluster, env, signal }: DoctorRequest): Promise<MachineFacts['programs']> {
  if (isExisting(cluster)) return [];
  const provider = providers[cluster.kind];
  const engines = provider.needsEngine(cluster) ? [askEngine(provider.engine(env))] : [];
  const asked: Asked[] = [[cluster.program, ['version']], ...engines];
  return await Promise.all(
    asked.map(async (each) => ({ name: each[0], trouble: await troubleOf(each, { env, signal }) })),
  );
}
