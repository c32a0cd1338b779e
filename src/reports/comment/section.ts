import type { ObjectiveResult, Result, ScenarioResult } from '../../core/result.ts';
import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import { caveatsOf, iterationsOf, remarksOf } from '../circumstances.ts';
import { comparisonSentence, largestChange } from '../comparison.ts';
import { chartPart, phasesPart, sayInMarkdown } from '../markdown-details.ts';
import { code, details, escapeInHtml, escapeText } from '../markdown-escape.ts';
import { sideBySideTable } from '../markdown-side-by-side.ts';
import { portText } from '../path-text.ts';
import { policyPart } from '../policy/markdown.ts';
import { podLogsPart } from '../pod-logs.ts';
import { evidenceOf, headlineOf, observedOf, standingOf } from '../sentences.ts';
import { symbols } from '../symbols.ts';
import { formatTime } from '../time.ts';
import { latencyRows } from './latency-rows.ts';
import { slowestTimeline } from './slowest-timeline.ts';
import { whereTimeWent } from './where-time-went.ts';
import { isTotal } from '../measures.ts';
import { advicesOf } from '../unanswered.ts';
import { keepUnitsInMarkdown } from '../units.ts';
import { worstFirst } from '../worst-first.ts';
import { headingOf } from './heading.ts';

const mostCauses = 3;

/**
 * What one job says in the comment of a pull request: the verdict, the numbers, where the time went and what to do, each
 * to be read in a glance; the rest is folded away.
 */
export function renderCommentSection(result: Result, { commit = null }: CommentFacts = {}): string {
  // The times of a baseline stand next to those that it was measured with.
  const scenarios = ownScenarios(result).toSorted(worstFirst);
  const { sentence } = headlineOf(result);
  const heading = headingOf(result, commit);
  const verdict = heading.includes(escapeText(sentence)) ? '' : sayInMarkdown(sentence);
  const parts = [
    heading,
    verdict,
    sideBySideTable(result),
    ...scenarios.map((scenario) =>
      scenarios.length > 1 ? oneOfSeveral(scenario, verdict) : joined(scenarioParts(scenario, verdict)),
    ),
    policyPart(result),
    howMeasured(result),
  ];
  return keepUnitsInMarkdown(joined(parts));
}

export interface CommentFacts {
  /** What was measured; null where it is not known. */
  commit?: string | null;
}

/** One that holds is folded away; any other is open. */
function oneOfSeveral(scenario: ScenarioResult, said: string): string {
  const content = joined(scenarioParts(scenario, said));
  if (scenario.verdict !== 'met') return joined([`#### ${signOf(scenario)}${code(scenario.name)}`, content]);
  return details(`${signOf(scenario)}${escapeInHtml(scenario.name)}`, content);
}

function signOf({ verdict }: ScenarioResult): string {
  return verdict === null ? '' : `${symbols[verdict]} `;
}

/** @param verdict what was said already */
function scenarioParts(scenario: ScenarioResult, verdict: string): string[] {
  const comparison = sayInMarkdown(comparisonSentence(scenario));
  return [
    latencyRows(scenario),
    verdict.includes(comparison) ? '' : comparison,
    // One list: two in a row would be read as one with space between its lines.
    lines([...objectiveLines(scenario), ...remarkLines(scenario)]),
    joined([whereTimeWent(scenario), sayInMarkdown(largestChange(scenario) ?? '')]),
    whatToDo(scenario),
    phasesPart(scenario),
    slowestTimeline(scenario),
    podLogsPart(scenario),
    chartPart(scenario),
    folded('Evidence', lines(scenario.objectives.map(evidenceLine))),
  ];
}

/** Only what the table does not show: objectives on phases, and all where there are several. */
function objectiveLines(scenario: ScenarioResult): string[] {
  const objectives = scenario.objectives.toSorted(worstFirst);
  const [only] = objectives;
  if (only !== undefined && objectives.length === 1 && only.verdict === 'met' && isTotal(only.measure))
    return [];
  return objectives.map((each) => {
    const { expression, verdict } = each;
    const observed = escapeText(observedOf(each, scenario));
    if (isPartlyMet(each, scenario))
      return `${code(expression)}: ${observed}, ${escapeText(standingOf(each))} by the starts that got that far`;
    return `${symbols[verdict]} ${code(expression)}: ${observed}, ${escapeText(standingOf(each))}`;
  });
}

/** A phase that holds where others never came through it is nothing to be ticked off. */
function isPartlyMet({ verdict, measure, evidence }: ObjectiveResult, { summary }: ScenarioResult): boolean {
  return verdict === 'met' && !isTotal(measure) && evidence.over > 0 && summary.timedOut + summary.failed > 0;
}

function remarkLines(scenario: ScenarioResult): string[] {
  return remarksOf(scenario).map(({ text, detail }) =>
    sayInMarkdown(detail === undefined ? text : `${text}: ${detail}`),
  );
}

function evidenceLine(objective: ObjectiveResult): string {
  return `${code(objective.expression)}: ${sayInMarkdown(evidenceOf(objective))}`;
}

/** What was wrong where nothing answered, then what would save most. */
function whatToDo(scenario: ScenarioResult): string {
  const { causes } = scenario;
  const advices = advicesOf(scenario).map(sayInMarkdown);
  const worth = causes.toSorted((a, b) => (b.savesMs ?? 0) - (a.savesMs ?? 0)).slice(0, mostCauses);
  if (worth.length + advices.length === 0) return '';
  const saved = (ms: number | null): string => (ms === null ? '' : ` (would save about ${formatTime(ms)})`);
  return `What to do:\n${lines([...advices, ...worth.map(({ message, savesMs }) => `${sayInMarkdown(message)}${saved(savesMs)}`)])}`;
}

function howMeasured(result: Result): string {
  const counts = result.scenarios.map((scenario) => {
    const { name, servicePort } = scenario;
    const port = servicePort === undefined ? '' : `, ${escapeText(portText(servicePort))}`;
    return `${code(name)}: ${iterationsOf(scenario)}${port}`;
  });
  const caveats = caveatsOf(result).map(({ text }) => sayInMarkdown(text));
  return folded('How it was measured', lines([...counts, ...caveats]));
}

function folded(summary: string, content: string): string {
  return content === '' ? '' : details(summary, content);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `- ${text}`).join('\n');
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
