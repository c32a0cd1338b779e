import type { PolicyResult, PolicyRun, PolicyScenarioResult, Result, Verdict } from '../../core/result.ts';
import { countOf } from '../wording/count.ts';

/** A scenario of a policy that was run step by step, and what its runs came to. */
export interface LiteralScenario {
  scenario: PolicyScenarioResult;
  failed: readonly PolicyRun[];
}

export function literalScenarios({ policy }: Pick<Result, 'policy'>): LiteralScenario[] {
  return (policy?.scenarios ?? [])
    .filter(({ how }) => how === 'literal')
    .map((scenario) => ({ scenario, failed: scenario.runs.filter(({ passed }) => !passed) }));
}

/** What its runs came to; without any nothing can be said. */
export function literalVerdict({ scenario, failed }: LiteralScenario): Verdict {
  if (scenario.runs.length === 0) return 'inconclusive';
  return failed.length === 0 ? 'met' : 'violated';
}

/** `3 runs, 1 failed`, `2 runs, all passed`, `not run`. */
export function runsText({ scenario, failed }: LiteralScenario): string {
  const { length } = scenario.runs;
  if (length === 0) return 'not run';
  const passed = length === 1 ? 'passed' : 'all passed';
  return `${countOf(length, 'run')}, ${failed.length === 0 ? passed : `${failed.length} failed`}`;
}

/** Where and why a run failed: `step 3, probeHTTP: GET … : HTTP 503 instead of 200`. */
export function failureText({ steps }: PolicyRun): string {
  const last = steps.at(-1);
  if (last === undefined) return 'no step was run';
  const { step, what, message } = last;
  return `step ${steps.length}, ${step}: ${what}${message === null ? '' : `: ${message}`}`;
}

/** What was run step by step came to, in a sentence; null where nothing was. */
export function policySentence(result: Pick<Result, 'policy'>): string | null {
  const scenarios = literalScenarios(result);
  const runs = scenarios.reduce((sum, { scenario }) => sum + scenario.runs.length, 0);
  if (scenarios.length === 0) return null;
  if (runs === 0) return 'nothing was run step by step';
  const [first, ...others] = scenarios.filter(({ failed }) => failed.length > 0);
  if (first === undefined) return runs === 1 ? 'the run passed' : `all ${runs} runs of the policy passed`;
  const { scenario, failed } = first;
  const [failure] = failed;
  const more = others.length === 0 ? '' : `; and ${countOf(others.length, 'scenario')} more`;
  const share = `${failed.length} of ${countOf(scenario.runs.length, 'run')} failed`;
  return `${scenario.name}: ${share}, at ${failure === undefined ? 'a step' : failureText(failure)}${more}`;
}

/** Why what is run step by step ended before its time; null where it did not. */
export function endText({ stoppedBecause }: PolicyResult): string | null {
  const texts: Record<PolicyResult['stoppedBecause'], string | null> = {
    complete: null,
    'fail-fast': 'ended by the first failure, as the policy says (fail-fast)',
    'max-duration': 'ended early: the time for the whole run was over',
    interrupted: 'interrupted',
    error: 'ended by an error',
    running: 'not ended yet',
  };
  return texts[stoppedBecause];
}

/** What was left on purpose, or could not be taken back, each once. */
export function cleanUpTexts({ scenario }: LiteralScenario): string[] {
  return [...new Set(scenario.runs.flatMap(({ cleanUp }) => cleanUp))];
}
