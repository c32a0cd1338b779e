import type { Plan } from '../../core/plan.ts';
import { ownNamespace } from './namespace.ts';

export interface WorkingPlace {
  /** Whether anything is measured, as opposed to a policy that is run step by step alone. */
  measures: boolean;
  namespace: string;
  /** Whether it is made for the run. */
  ownsNamespace: boolean;
}

/** Where a run works. Who only runs a policy step by step works where kubectl would. */
export function workingPlace(plan: Plan, runId: string, contextNamespace: string): WorkingPlace {
  const measures = plan.scenarios.length > 0 || plan.setupManifests.length > 0;
  return {
    measures,
    namespace: plan.namespace ?? (measures ? ownNamespace(runId) : contextNamespace),
    ownsNamespace: plan.namespace === null && measures,
  };
}
