import type { Result, ScenarioResult } from '../result.ts';

/** The name under which the baseline of a duet stands in the result. */
export function baselineNameOf(name: string): string {
  return `${name} (baseline)`;
}

/** The scenarios that were asked for: those of a result without the baselines they were measured with. */
export function ownScenarios({ scenarios }: Pick<Result, 'scenarios'>): ScenarioResult[] {
  const baselines = new Set(scenarios.map(({ comparison }) => comparison?.baseline.scenario));
  return scenarios.filter(({ name }) => !baselines.has(name));
}
