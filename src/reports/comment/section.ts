import { markdownSource, type Markdown } from '../../core/markdown.ts';
import type { ObjectiveResult, Result, ScenarioResult } from '../../core/result.ts';
import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import { caveatsOf, iterationsOf, remarksOf } from '../wording/circumstances.ts';
import { comparisonSentence, largestChange } from '../wording/comparison.ts';
import { chartPart, phasesPart, sayInMarkdown } from '../markdown/details.ts';
import { blocks, code, details, escapeText, isNothing, list, gfm, nothing } from '../markdown/escape.ts';
import { sideBySideTable } from '../markdown/side-by-side.ts';
import { portText } from '../wording/path-text.ts';
import { policyPart } from '../policy/markdown.ts';
import { podLogsPart } from '../markdown/pod-logs.ts';
import { countOf } from '../wording/count.ts';
import { evidenceOf, headlineOf, observedOf, verdictText } from '../wording/sentences.ts';
import { symbols } from '../markdown/symbols.ts';
import { formatTime } from '../wording/time.ts';
import { latencyRows } from './latency-rows.ts';
import { slowestTimeline } from './slowest-timeline.ts';
import { whereTimeWent } from './where-time-went.ts';
import { isTotal } from '../figures/measures.ts';
import { advicesOf } from '../wording/unanswered.ts';
import { keepUnitsInMarkdown } from '../markdown/units.ts';
import { worstFirst } from '../figures/worst-first.ts';
import { saidInHeading, headingOf, type CommentFacts } from './heading.ts';

const mostCauses = 3;

/** A comment has room for so many; a longer one would be refused as a whole. */
const mostScenarios = 25;

/**
 * The section of one job in the comment of a pull request: the verdict, the numbers, where the time went and what to do.
 * Everything else is folded.
 */
export function renderCommentSection(result: Result, facts: CommentFacts = {}): Markdown {
  // The times of a baseline are shown with the scenario that is compared with it.
  const scenarios = ownScenarios(result).toSorted(worstFirst);
  const shown = scenarios.slice(0, mostScenarios);
  const left = scenarios.length - shown.length;
  const heading = headingOf(result, facts);
  const sentence = sentenceBelow(result);
  const verdict = holds(heading, escapeText(sentence)) ? nothing : sayInMarkdown(sentence);
  const parts = [
    heading,
    verdict,
    left === 0 ? sideBySideTable(result) : nothing,
    ...shown.map((scenario) =>
      scenarios.length > 1 ? oneOfSeveral(scenario, verdict) : blocks(scenarioParts(scenario, verdict)),
    ),
    left === 0 ? nothing : gfm`${countOf(left, 'scenario')} more: see the summary of the run.`,
    policyPart(result),
    howMeasured(result, left === 0 ? result.scenarios : shown),
  ];
  return keepUnitsInMarkdown(blocks(parts));
}

/** The verdict in a sentence, without what the heading says already. */
function sentenceBelow(result: Result): string {
  const { sentence } = headlineOf(result);
  const said = saidInHeading(result);
  if (said === null || !sentence.startsWith(said)) return sentence;
  return sentence.slice(said.length).replace(/^[.;\s]+/, '');
}

function holds(whole: Markdown, part: Markdown): boolean {
  return markdownSource(whole).includes(markdownSource(part));
}

/** A scenario among several. One that is met is folded. */
function oneOfSeveral(scenario: ScenarioResult, said: Markdown): Markdown {
  const content = blocks(scenarioParts(scenario, said));
  const { verdict, name } = scenario;
  if (verdict === 'met') return details(`${symbols[verdict]} ${name}`, content);
  const sign = verdict === null ? nothing : gfm`${symbols[verdict]} `;
  return blocks([gfm`#### ${sign}${code(name)}`, content]);
}

/** @param verdict the sentence above, which is not repeated */
function scenarioParts(scenario: ScenarioResult, verdict: Markdown): Markdown[] {
  const comparison = sayInMarkdown(comparisonSentence(scenario));
  return [
    latencyRows(scenario),
    holds(verdict, comparison) ? nothing : comparison,
    // One list: two in a row would be read as one with space between its lines.
    list([...objectiveLines(scenario), ...remarkLines(scenario)]),
    blocks([whereTimeWent(scenario), sayInMarkdown(largestChange(scenario) ?? '')]),
    whatToDo(scenario),
    phasesPart(scenario),
    slowestTimeline(scenario),
    podLogsPart(scenario),
    chartPart(scenario),
    folded('Evidence', list(scenario.objectives.map(evidenceLine))),
  ];
}

/** The objectives. A single met objective on the total is in the table already. */
function objectiveLines(scenario: ScenarioResult): Markdown[] {
  const objectives = scenario.objectives.toSorted(worstFirst);
  const [only] = objectives;
  if (only !== undefined && objectives.length === 1 && only.verdict === 'met' && isTotal(only.measure))
    return [];
  return objectives.map((each) => {
    const { expression, verdict } = each;
    const said = gfm`${code(expression)}: ${observedOf(each, scenario)}, ${verdictText(each)}`;
    if (isPartlyMet(each, scenario)) return gfm`${said} by the starts that got that far`;
    return gfm`${symbols[verdict]} ${said}`;
  });
}

/** Whether a phase is met although some starts never got through it: no reason for a tick. */
function isPartlyMet({ verdict, measure, evidence }: ObjectiveResult, { summary }: ScenarioResult): boolean {
  return verdict === 'met' && !isTotal(measure) && evidence.over > 0 && summary.timedOut + summary.failed > 0;
}

function remarkLines(scenario: ScenarioResult): Markdown[] {
  return remarksOf(scenario).map(({ text, detail }) =>
    sayInMarkdown(detail === undefined ? text : `${text}: ${detail}`),
  );
}

function evidenceLine(objective: ObjectiveResult): Markdown {
  return gfm`${code(objective.expression)}: ${sayInMarkdown(evidenceOf(objective))}`;
}

/** How to fix starts that never answered, then what would save most. */
function whatToDo(scenario: ScenarioResult): Markdown {
  const { causes } = scenario;
  const advices = advicesOf(scenario).map(sayInMarkdown);
  const worth = causes.toSorted((a, b) => (b.savesMs ?? 0) - (a.savesMs ?? 0)).slice(0, mostCauses);
  if (worth.length + advices.length === 0) return nothing;
  const saved = (ms: number | null): Markdown =>
    ms === null ? nothing : gfm` (would save about ${formatTime(ms)})`;
  const causesTold = worth.map(({ message, savesMs }) => gfm`${sayInMarkdown(message)}${saved(savesMs)}`);
  return gfm`What to do:\n${list([...advices, ...causesTold])}`;
}

function howMeasured(result: Result, scenarios: readonly ScenarioResult[]): Markdown {
  const counts = scenarios.map((scenario) => {
    const { name, servicePort } = scenario;
    const port = servicePort === undefined ? '' : `, ${portText(servicePort)}`;
    return gfm`${code(name)}: ${iterationsOf(scenario)}${port}`;
  });
  const caveats = caveatsOf(result).map(({ text }) => sayInMarkdown(text));
  return folded('How it was measured', list([...counts, ...caveats]));
}

function folded(summary: string, content: Markdown): Markdown {
  return isNothing(content) ? nothing : details(summary, content);
}
