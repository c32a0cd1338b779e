import type { Result, ScenarioResult, Verdict } from '../result.ts';
import type { StoredBaseline } from '../plan.ts';
import { worstVerdict } from '../verdict.ts';
import { baselineFacts } from './baseline-facts.ts';
import { ownScenarios } from './own-scenarios.ts';
import { differencesOf } from './fingerprints.ts';
import { judgeStored } from './stored.ts';
import { verdictOf } from './verdict-of.ts';

/**
 * A result whose scenarios are compared with results of earlier runs. Verdicts are the worst of what they were and of
 * the comparison; of a run that has not ended nothing is said.
 */
export function withStored(
  result: Result,
  baselineOf: (scenario: ScenarioResult) => StoredBaseline | null,
): Result {
  const own = ownScenarios(result);
  const scenarios = result.scenarios.map((scenario) => {
    const baseline = own.includes(scenario) ? baselineOf(scenario) : null;
    return baseline === null ? scenario : compared(scenario, baseline, result.fingerprint);
  });
  const verdicts = [...scenarios.map((each) => each.verdict), result.policy?.verdict ?? null];
  const verdict = result.complete ? worstVerdict(verdicts) : result.verdict;
  return { ...result, verdict, scenarios };
}

/** Without what another comparison made of it. */
function ownVerdict({ comparison, objectives, verdict }: ScenarioResult): Verdict | null {
  return comparison === null ? verdict : worstVerdict(objectives.map((objective) => objective.verdict));
}

function compared(
  scenario: ScenarioResult,
  stored: StoredBaseline,
  fingerprint: Result['fingerprint'],
): ScenarioResult {
  const { label, commit, maxRegression } = stored;
  const before = stored.result.scenarios.find(({ name }) => name === stored.scenario);
  if (before === undefined) return scenario;
  const { runId, startedAt } = stored.result;
  const comparison = {
    kind: 'stored' as const,
    baseline: baselineFacts(before.iterations, { label, scenario: null, runId, startedAt, commit }),
    ...judgeStored({
      baseline: before.iterations,
      candidate: scenario.iterations,
      differences: differencesOf(stored.result.fingerprint, fingerprint),
      maxRegression,
    }),
  };
  return { ...scenario, comparison, verdict: worstVerdict([ownVerdict(scenario), verdictOf(comparison)]) };
}
