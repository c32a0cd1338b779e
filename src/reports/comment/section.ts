import type { ObjectiveResult, Result, ScenarioResult } from '../../core/result.ts';
import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import { caveatsOf, iterationsOf, remarksOf } from '../circumstances.ts';
import { comparisonSentence, largestChange } from '../comparison.ts';
import { chartPart, phasesPart, sayInMarkdown } from '../markdown-details.ts';
import { code, details, escapeText } from '../markdown-escape.ts';
import { sideBySideTable } from '../markdown-side-by-side.ts';
import { verdictLine } from '../markdown.ts';
import { portText } from '../path-text.ts';
import { policyPart } from '../policy/markdown.ts';
import { podLogsPart } from '../pod-logs.ts';
import { evidenceOf, observedOf, standingOf } from '../sentences.ts';
import { symbols } from '../symbols.ts';
import { formatTime } from '../time.ts';
import { latencyRows } from './latency-rows.ts';
import { slowestTimeline } from './slowest-timeline.ts';
import { whereTimeWent } from './where-time-went.ts';
import { isTotal } from '../measures.ts';

const mostCauses = 3;

/**
 * What one job says in the comment of a pull request: the verdict, the numbers, where the time went and what to do, each
 * to be read in a glance; the rest is folded away.
 */
export function renderCommentSection(result: Result): string {
  // The times of a baseline stand beside those that it was measured with.
  const scenarios = ownScenarios(result);
  const several = scenarios.length > 1;
  const verdict = verdictLine(result);
  const parts = [
    verdict,
    sideBySideTable(result),
    ...scenarios.flatMap((scenario) => scenarioParts(scenario, { several, verdict })),
    policyPart(result),
    howMeasured(result),
  ];
  return joined(parts);
}

interface Around {
  several: boolean;
  /** What was said already. */
  verdict: string;
}

function scenarioParts(scenario: ScenarioResult, { several, verdict }: Around): string[] {
  const comparison = sayInMarkdown(comparisonSentence(scenario));
  return [
    several ? `#### ${code(scenario.name)}` : '',
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
  const { objectives } = scenario;
  const [only] = objectives;
  if (only !== undefined && objectives.length === 1 && only.verdict === 'met' && isTotal(only.measure))
    return [];
  return objectives.map((each) => {
    const { expression, verdict } = each;
    const observed = escapeText(observedOf(each, scenario));
    return `${symbols[verdict]} ${code(expression)}: ${observed}, ${escapeText(standingOf(each))}`;
  });
}

function remarkLines(scenario: ScenarioResult): string[] {
  return remarksOf(scenario).map(({ text, detail }) =>
    sayInMarkdown(detail === undefined ? text : `${text}: ${detail}`),
  );
}

function evidenceLine(objective: ObjectiveResult): string {
  return `${code(objective.expression)}: ${sayInMarkdown(evidenceOf(objective))}`;
}

/** What would save most first. */
function whatToDo({ causes }: ScenarioResult): string {
  const worth = causes.toSorted((a, b) => (b.savesMs ?? 0) - (a.savesMs ?? 0)).slice(0, mostCauses);
  if (worth.length === 0) return '';
  const saved = (ms: number | null): string => (ms === null ? '' : ` (would save about ${formatTime(ms)})`);
  return `What to do:\n${lines(worth.map(({ message, savesMs }) => `${sayInMarkdown(message)}${saved(savesMs)}`))}`;
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
