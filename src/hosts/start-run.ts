import type { KindSettings } from '../clusters/kind.ts';
import { PodStartSloError } from '../core/errors.ts';
import type { Plan } from '../core/plan.ts';
import type { Report } from '../core/ports.ts';
import type { Result } from '../core/result.ts';
import type { Swept, SweepRequest } from '../kube/run-space/sweep.ts';

/** A cluster that is there, or one that is made for the run. */
export type ClusterChoice =
  { kind: 'existing'; kubeconfig: string | null; context: string | null } | ({ kind: 'kind' } & KindSettings);

export interface RunRequest {
  plan: Plan;
  cluster: ClusterChoice;
  report: Report;
  /** Called with all there is after every iteration, and a last time at the end of a run that was cut short too. */
  onResult: (result: Result) => Promise<void>;
  /** Ends the run: what it created is deleted, and its reason is what the run rejects with. */
  signal: AbortSignal;
  /** Ends the deleting too; what is left is told. */
  cleanupSignal: AbortSignal;
}

/** Runs a plan on a cluster. @throws PodStartSloError after everything was deleted */
export type StartRun = (request: RunRequest) => Promise<Result>;

/** Deletes what runs that were killed left in a cluster. @throws PodStartSloError */
export type Sweep = (
  cluster: Extract<ClusterChoice, { kind: 'existing' }>,
  request: SweepRequest,
  signal: AbortSignal,
) => Promise<Swept>;

export const startRun: StartRun = () => Promise.reject(missing());
export const sweep: Sweep = () => Promise.reject(missing());

function missing(): PodStartSloError {
  return new PodStartSloError('cluster', 'this build cannot reach a cluster yet');
}
