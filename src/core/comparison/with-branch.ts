import type { History } from '../history.ts';
import type { Plan, Scenario, StoredBaseline } from '../plan.ts';
import { storedBaselineOf } from './stored-baseline.ts';

export interface BranchBaseline {
  history: History;
  /** For people: `branch main`. */
  branch: string;
  /** 0.1: 10% slower is still allowed. */
  maxRegression: number;
}

/** A plan whose scenarios are compared with the last result of a branch, as far as that has them. */
export function withBranch(plan: Plan, branch: BranchBaseline): Plan {
  const scenarios = plan.scenarios.map((scenario) => ({
    ...scenario,
    baseline: scenario.baseline ?? baselineOf(scenario, branch),
  }));
  return { ...plan, scenarios };
}

function baselineOf(
  { name }: Scenario,
  { history, branch, maxRegression }: BranchBaseline,
): StoredBaseline | null {
  const { result, commit } = history.latest;
  const label = `${branch}${commit === null ? '' : ` at ${commit.slice(0, 7)}`}`;
  return storedBaselineOf({ label, result, commit, maxRegression }, name);
}
