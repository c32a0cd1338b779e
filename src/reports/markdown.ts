import { ownScenarios } from '../core/comparison/own-scenarios.ts';
import { verdictOf } from '../core/comparison/verdict-of.ts';
import type { Distribution, Result, ScenarioResult } from '../core/result.ts';
import { caveatsOf, iterationsOf, remarksOf, startedUnder } from './circumstances.ts';
import type { Remark } from './remark.ts';
import { comparisonSentence, largestChange } from './comparison.ts';
import { code, escapeText, markdownTable } from './markdown-escape.ts';
import { chartPart, phasesPart, quantileCells, sayInMarkdown, slowestPart } from './markdown-details.ts';
import { sideBySideTable } from './markdown-side-by-side.ts';
import { pathText } from './path-text.ts';
import { policyPart } from './policy/markdown.ts';
import { podLogsPart } from './pod-logs.ts';
import { symbols } from './symbols.ts';
import { limitRows } from './limit-row.ts';
import { advicesOf } from './unanswered.ts';
import { keepUnitsInMarkdown } from './units.ts';
import { baselineText, changesOf } from './table-baseline.ts';
import { evidenceOf, headlineOf, observedOf, standingOf } from './sentences.ts';
import { beyondOf, formatTime, missing } from './time.ts';
import {
  doneTo,
  isTotal,
  labelled,
  otherMeasures,
  readyLabel,
  resolutionLabel,
  totalLabel,
  workloadText,
} from './measures.ts';

/** The report for a step summary or a comment, in GitHub's Markdown. */
export function renderMarkdown(result: Result): string {
  const parts = [
    verdictLine(result),
    sideBySideTable(result),
    ...result.scenarios.flatMap((scenario) => scenarioParts(scenario, result)),
    policyPart(result),
    measurementPart(result),
  ];
  return keepUnitsInMarkdown(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
}

export function verdictLine(result: Result): string {
  const { word, sentence } = headlineOf(result);
  const symbol = result.complete && result.verdict !== null ? `${symbols[result.verdict]} ` : '';
  return `${symbol}**${word}**: ${sayInMarkdown(sentence)}`;
}

function scenarioParts(scenario: ScenarioResult, result: Result): string[] {
  return [
    `### ${code(scenario.name)}`,
    aboutScenario(scenario, result),
    // The times of a baseline stand beside those that it was measured with.
    ownScenarios(result).includes(scenario) ? latencyTable(scenario) : '',
    bullets(remarksOf(scenario)),
    objectivesTable(scenario),
    comparisonPart(scenario),
    advicePart(scenario),
    causesPart(scenario),
    phasesPart(scenario),
    slowestPart(scenario),
    chartPart(scenario),
    podLogsPart(scenario),
  ];
}

function aboutScenario(scenario: ScenarioResult, { measurement }: Result): string {
  const facts = [
    scenario.image === null ? sayInMarkdown(workloadText(scenario)) : code(scenario.image),
    ...doneTo(scenario),
    iterationsOf(scenario),
    scenario.imagePullPolicy === null ? '' : `imagePullPolicy ${code(scenario.imagePullPolicy)}`,
    ...startedUnder(scenario).map(escapeText),
    escapeText(pathText(scenario, measurement) ?? ''),
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}

function latencyTable(scenario: ScenarioResult): string {
  const { summary, ready, timeoutMs, comparison } = scenario;
  if (summary.count === 0) return '';
  const never = beyondOf(summary, timeoutMs).value;
  const { baseline } = comparison ?? {};
  const rows = [
    [totalLabel(scenario), ...latencies(scenario)],
    ...besideRows(baseline?.summary, summary, never),
    ...limitRows(scenario, 'total'),
    [readyLabel(scenario), ...quantileCells(ready, never)],
    ...besideRows(baseline?.ready, ready, never),
    ...limitRows(scenario, 'ready'),
    ...otherMeasures(scenario).flatMap((other) => [
      [labelled(other), ...quantileCells(other.distribution, never)],
      ...(isTotal(other.measure) ? [] : limitRows(scenario, other.measure)),
    ]),
  ];
  return markdownTable(['', 'p50', 'p95', 'max'], rows, [1, 2, 3]);
}

/** The baseline's times, and by how much they differ. */
function besideRows(before: Distribution | undefined, now: Distribution, never: string): string[][] {
  if (before === undefined) return [];
  return [
    ['· baseline', ...quantileCells(before, never)],
    ['· change', ...changesOf(before, now).map(escapeText)],
  ];
}

function comparisonPart(scenario: ScenarioResult): string {
  const { comparison } = scenario;
  if (comparison === null) return '';
  const verdict = verdictOf(comparison);
  const symbol = verdict === null ? '' : `${symbols[verdict]} `;
  const change = largestChange(scenario);
  return [
    `Compared with ${sayInMarkdown(baselineText(comparison))}: ${symbol}${sayInMarkdown(comparisonSentence(scenario))}`,
    ...(change === null ? [] : [`Largest change: ${sayInMarkdown(change)}`]),
  ].join('\n\n');
}

function latencies({ summary, timeoutMs }: ScenarioResult): string[] {
  const { value, why } = beyondOf(summary, timeoutMs);
  return quantileCells(summary, `${value} (${why})`);
}

function objectivesTable(scenario: ScenarioResult): string {
  if (scenario.objectives.length === 0) return '';
  const rows = scenario.objectives.map((objective) => [
    code(objective.expression),
    escapeText(observedOf(objective, scenario)),
    `${symbols[objective.verdict]} ${escapeText(standingOf(objective))}`,
    sayInMarkdown(evidenceOf(objective)),
  ]);
  return markdownTable(['objective', 'measured', 'verdict', 'evidence'], rows, [1]);
}

/** What to do about starts that never answered. */
function advicePart(scenario: ScenarioResult): string {
  const advices = advicesOf(scenario).map((text) => `- ${sayInMarkdown(text)}`);
  return advices.length === 0 ? '' : `What to do:\n${advices.join('\n')}`;
}

function causesPart({ causes }: ScenarioResult): string {
  if (causes.length === 0) return '';
  const rows = causes.map(({ message, savesMs }) => [
    sayInMarkdown(message),
    savesMs === null ? missing : `≈ ${formatTime(savesMs)}`,
  ]);
  return markdownTable(['likely cause', 'would save'], rows, [1]);
}

function measurementPart(result: Result): string {
  const { probeResolutionMs } = result.measurement;
  const resolution =
    probeResolutionMs === null
      ? []
      : [{ text: `${resolutionLabel(result.scenarios)}: ${formatTime(probeResolutionMs)}` }];
  return bullets([...resolution, ...caveatsOf(result)]);
}

function bullets(remarks: readonly Pick<Remark, 'text' | 'detail'>[]): string {
  return remarks
    .map(
      ({ text, detail }) =>
        `- ${sayInMarkdown(text)}${detail === undefined ? '' : `\n  - last: ${sayInMarkdown(detail)}`}`,
    )
    .join('\n');
}
