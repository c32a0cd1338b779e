import type { NodeHelperPlan, Plan } from '../../core/plan.ts';
import type { Target } from '../connection/kubeconfig-target.ts';

export interface ExamineOptions {
  target: Target;
  plan: Plan;
  runId: string;
  /** Whether containers are killed from the nodes. */
  hasNodeAccess: boolean;
  /** Pods that would remove images from nodes. */
  nodeHelper: NodeHelperPlan | null;
  env: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
}
