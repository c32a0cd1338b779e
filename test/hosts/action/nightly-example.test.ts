import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { nextStep } from '../../../src/core/verdict.ts';
import type { Scenario } from '../../../src/core/plan.ts';
import type { Prepared } from '../../../src/hosts/action/prepare.ts';
import { runAction } from '../../../src/hosts/action/run-action.ts';
import { over, times, within } from '../../core/judging-fixtures.ts';
import { makeResult } from '../../make-result.ts';
import { fakeHost } from './fake-host.ts';

interface Workflow {
  jobs: { slo: { steps: { with?: Record<string, string | number | boolean> }[] } };
}

/** What the step of examples/workflows/nightly.yml says of judging, of an image whose p95 is judged. */
async function nightlyScenario(): Promise<Scenario> {
  const workflow = parse(readFileSync('examples/workflows/nightly.yml', 'utf8')) as Workflow;
  const step = workflow.jobs.slo.steps.find(({ with: given }) => given?.['rule'] !== undefined);
  const { rule, iterations } = step?.with ?? {};
  const inputs = { image: 'app:nightly', port: '8080', objectives: 'p95 <= 30s' };
  const asked: Prepared[] = [];
  await runAction(fakeHost({ ...inputs, rule: String(rule), iterations: String(iterations) }), (wanted) => {
    asked.push(wanted);
    return Promise.resolve(makeResult({ scenarios: [] }));
  });
  const scenario = asked[0]?.plan.scenarios[0];
  if (scenario === undefined) throw new Error('no scenario was prepared');
  return scenario;
}

it('the nightly example has enough starts to be met at the first look where none is over the limit', async () => {
  const scenario = await nightlyScenario();
  expect(scenario).toMatchObject({ rule: 'proven', iterations: 80 });
  const starts = times(scenario.iterations, within);
  const step = nextStep(scenario, starts, { deadlineReached: false });
  expect(step).toMatchObject({ kind: 'stop', stoppedBecause: 'complete', verdict: 'met' });
  const withOneOver = [over, ...starts.slice(1)];
  expect(nextStep(scenario, withOneOver, { deadlineReached: false })).toMatchObject({ kind: 'continue' });
});
