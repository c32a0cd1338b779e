import type { Result } from '../../core/result.ts';
import type { Case, Suite } from '../formats/junit/suite.ts';
import { failureText, literalScenarios, type LiteralScenario } from './facts.ts';

/** A suite for each scenario that was run step by step, with a case for each of its runs. */
export function policySuites(result: Result): Suite[] {
  return literalScenarios(result).map((each) => ({
    name: each.scenario.name,
    startedAt: each.scenario.runs[0]?.startedAt ?? result.startedAt,
    properties: {
      policy: result.policy?.source ?? null,
      'not-measured': each.scenario.reason,
      'run-id': result.runId,
    },
    cases: casesOf(each),
  }));
}

function casesOf({ scenario }: LiteralScenario): Case[] {
  const classname = `policy.${scenario.name.replaceAll('.', '_')}`;
  if (scenario.runs.length === 0)
    return [
      {
        ...{ classname, name: 'run 1', timeMs: null, outcome: 'skipped', type: 'not run' },
        message: 'not run',
        details: [],
      },
    ];
  return scenario.runs.map((run, index) => ({
    classname,
    name: `run ${index + 1}`,
    timeMs: run.ms,
    outcome: run.passed ? 'passed' : 'failure',
    type: run.passed ? 'passed' : 'failed',
    message: run.passed ? 'every step passed' : failureText(run),
    details: run.steps.map(
      ({ step, what, message }) => `${step}: ${what}${message === null ? '' : `: ${message}`}`,
    ),
  }));
}
