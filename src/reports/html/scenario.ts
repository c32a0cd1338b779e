import type { Result, ScenarioResult } from '../../core/result.ts';
import { iterationsOf, remarksOf, startedUnder } from '../wording/circumstances.ts';
import { pathText } from '../wording/path-text.ts';
import { advicesOf } from '../wording/unanswered.ts';
import { lastPodLogs } from '../figures/pod-logs.ts';
import { formatTime, missing } from '../wording/time.ts';
import { comparisonPart } from './comparison.ts';
import { availabilityPart, distributionPart, iterationsPart, waterfallPart } from './figures.ts';
import { latencyTable } from './latency.ts';
import { iterationsTable } from './iterations-table.ts';
import { html, type Html } from './markup.ts';
import { objectivesPart } from './objectives.ts';
import { phasesPart } from './phases-table.ts';
import { timelinesPart } from './timelines.ts';
import { number, rowOf, tableOf } from './table.ts';
import { nameOf, remarkList, say, verdictWord } from './words.ts';
import { doneTo, workloadText } from '../figures/measures.ts';

/**
 * Everything about one scenario, what matters most first.
 * @param isOnly whether no other was asked for
 */
export function scenarioPart(scenario: ScenarioResult, place: number, isOnly: boolean, result: Result): Html {
  const part = sectionOf(scenario, place, result);
  const { verdict } = scenario;
  // One of several that holds is folded away: what needs reading is open.
  if (isOnly || verdict !== 'met') return part;
  return html`<details class="part folded" id="folded-${place}">
    <summary>${nameOf(scenario)} <span class="small">${verdictWord(verdict)}</span></summary>
    ${part}
  </details> `;
}

function sectionOf(scenario: ScenarioResult, place: number, result: Result): Html {
  const several = result.scenarios.length > 1;
  const verdict = several ? html` <span class="small">${verdictWord(scenario.verdict)}</span>` : null;
  return html`<section class="part" id="scenario-${place}" aria-labelledby="name-${place}">
    <h2 id="name-${place}">${nameOf(scenario)}${verdict}</h2>
    <p class="faint small">${aboutScenario(scenario, result)}</p>
    ${latencyTable(scenario)}${remarkList(remarksOf(scenario))}${objectivesPart(scenario)}${comparisonPart(scenario)}${advicePart(scenario)}
    <div class="charts">${iterationsPart(scenario, place)}${distributionPart(scenario)}</div>
    ${timelinesPart(scenario, place)}
    ${availabilityPart(scenario)}${phasesPart(scenario)}${causesPart(scenario)}${waterfallPart(scenario)}${logsPart(scenario)}${iterationsTable(scenario)}
  </section>`;
}

/** What to do about starts that never answered. */
function advicePart(scenario: ScenarioResult): Html | null {
  const advices = advicesOf(scenario);
  if (advices.length === 0) return null;
  return html`<h3>What to do</h3>
    <ul>
      ${advices.map((text) => html`<li>${say(text)}</li>`)}
    </ul>`;
}

function logsPart(scenario: ScenarioResult): Html {
  const logs = lastPodLogs(scenario).map(
    ({ title, lines }) =>
      html`<h3>${title}</h3>
        <ul class="small">
          ${lines.map((line) => html`<li><code>${line}</code></li>`)}
        </ul>`,
  );
  return html`${logs}`;
}

function aboutScenario(scenario: ScenarioResult, { measurement }: Result): Html {
  const { image, imagePullPolicy } = scenario;
  const path = pathText(scenario, measurement);
  const facts = [
    image === null ? html`${say(workloadText(scenario))}` : html`<code>${say(image)}</code>`,
    html`${iterationsOf(scenario)}`,
    ...doneTo(scenario).map((text) => html`${text}`),
    imagePullPolicy === null ? null : html`imagePullPolicy <code>${imagePullPolicy}</code>`,
    ...startedUnder(scenario).map((fact) => html`${say(fact)}`),
    path === null ? null : html`${say(path)}`,
  ];
  return html`${facts.filter((fact) => fact !== null).map((fact, index) => html`${index === 0 ? '' : html` · `}${fact}`)}`;
}

function causesPart(scenario: ScenarioResult): Html | null {
  if (scenario.causes.length === 0) return null;
  const table = tableOf({
    name: 'causes',
    label: `Likely causes: ${nameOf(scenario)}`,
    heads: ['Cause', { number: 'Would save' }],
    rows: scenario.causes.map(({ message, savesMs }) =>
      rowOf(say(message), [number(savesMs === null ? missing : `≈ ${formatTime(savesMs)}`)]),
    ),
  });
  return html`<h3>Likely causes, and about what each would save</h3>
    ${table}`;
}
