import type { Comparison, ScenarioResult } from '../../core/result.ts';
import type { Role } from '../wording/style.ts';
import { percentOf } from './change.ts';
import { html, type Html } from './markup.ts';
import { moment } from './moment.ts';
import { say } from './words.ts';

type ComparisonVerdict = NonNullable<Comparison['verdict']>;

const words: Record<ComparisonVerdict, { role: Role; mark: string; text: string }> = {
  regression: { role: 'bad', mark: '✘', text: 'regression' },
  'no-regression-shown': { role: 'good', mark: '✔', text: 'no regression' },
  inconclusive: { role: 'doubtful', mark: '?', text: 'inconclusive' },
};

/** How the scenario stands beside its baseline, and what that rests on. */
export function comparisonPart({ comparison }: ScenarioResult): Html | null {
  if (comparison === null) return null;
  const { baseline, reason } = comparison;
  const why = reason === null ? null : html`: ${say(reason)}`;
  const facts = evidenceOf(comparison).map((fact) => html`<li>${fact}</li>`);
  return html`<h3>Compared with ${say(baseline.label)}</h3>
    <p>${wordOf(comparison)}${why}</p>
    <ul class="remarks">
      ${facts}${originOf(comparison)}
    </ul> `;
}

function wordOf({ verdict }: Comparison): Html {
  if (verdict === null) return html`<span class="faint">shown, not judged</span>`;
  const { role, mark, text } = words[verdict];
  return html`<span class="${role}"><span aria-hidden="true">${mark}</span> ${text}</span>`;
}

function evidenceOf({ ratio, maxRegression, smallestDetectable }: Comparison): string[] {
  const facts = [
    ratio === null ? null : changeOf(ratio),
    maxRegression === null ? null : `allowed: ${percentOf(1 + maxRegression)}`,
    smallestDetectable === null
      ? null
      : `the smallest change this would have shown: ${percentOf(1 + smallestDetectable)}`,
  ];
  return facts.filter((fact) => fact !== null);
}

function changeOf({ estimate, interval, confidence, pairs }: NonNullable<Comparison['ratio']>): string {
  const level = `${Math.round(confidence * 1000) / 10}% interval`;
  const counted = pairs === null ? '' : `, ${pairs} pairs`;
  return `change of the time to first answer: ${percentOf(estimate)} (${level}: ${rangeOf(interval)}${counted})`;
}

/** `+8.0% to +17%`, `+12% or more`. */
function rangeOf([low, high]: NonNullable<Comparison['ratio']>['interval']): string {
  if (low !== null && high !== null) return `${percentOf(low)} to ${percentOf(high)}`;
  if (low !== null) return `${percentOf(low)} or more`;
  return high === null ? 'unbounded' : `${percentOf(high)} or less`;
}

function originOf({ kind, baseline }: Comparison): Html {
  if (kind === 'duet') return html`<li>both were measured alternately in this run</li>`;
  const { runId, startedAt, commit } = baseline;
  const parts = [
    runId === null ? null : html`, run ${say(runId)}`,
    startedAt === null ? null : html`, ${moment(startedAt)}`,
    commit === null ? null : html`, commit <code>${say(commit)}</code>`,
  ];
  return html`<li>the baseline is the result of an earlier run${parts}</li>`;
}
