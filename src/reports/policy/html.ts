import type { PolicyRun, Result } from '../../core/result.ts';
import { html, type Html } from '../html/markup.ts';
import { moment } from '../html/moment.ts';
import { cell, number, rowOf, tableOf } from '../html/table.ts';
import { remarkList, say, verdictWord } from '../html/words.ts';
import { formatTime } from '../wording/time.ts';
import {
  cleanUpTexts,
  endText,
  failureText,
  literalScenarios,
  literalVerdict,
  runsText,
  type LiteralScenario,
} from './facts.ts';

/** What was run step by step: each scenario with its runs. */
export function policyPart(result: Result): Html | null {
  const { policy } = result;
  const scenarios = literalScenarios(result);
  if (policy === null || scenarios.length === 0) return null;
  const end = endText(policy);
  return html`<section class="part" aria-labelledby="policy">
    <h2 id="policy">Policy, step by step</h2>
    <p class="faint small"><code>${say(policy.source)}</code></p>
    ${end === null ? null : remarkList([{ role: 'doubtful', text: end }])}${scenarios.map(scenarioPart)}
  </section>`;
}

function scenarioPart(each: LiteralScenario): Html {
  const { scenario } = each;
  const notes = [
    ...(scenario.reason === null ? [] : [`not measured, since ${scenario.reason}`]),
    ...cleanUpTexts(each),
  ].map((text) => ({ role: 'faint' as const, text }));
  return html`<h3>
      ${say(scenario.name)} <span class="small">${verdictWord(literalVerdict(each), runsText(each))}</span>
    </h3>
    ${remarkList(notes)}${runsTable(each)}`;
}

function runsTable({ scenario }: LiteralScenario): Html | null {
  if (scenario.runs.length === 0) return null;
  return tableOf({
    name: 'policy-runs',
    label: `Runs of ${scenario.name}`,
    heads: ['Run', 'Began', { number: 'Took' }, 'Came to'],
    rows: scenario.runs.map((run, index) =>
      rowOf(index + 1, [cell(moment(run.startedAt)), number(formatTime(run.ms)), cell(outcomeOf(run))]),
    ),
  });
}

function outcomeOf(run: PolicyRun): Html {
  return run.passed
    ? verdictWord('met', 'passed')
    : html`${verdictWord('violated', 'failed')} ${say(failureText(run))}`;
}
