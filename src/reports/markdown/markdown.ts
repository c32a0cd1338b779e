import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import { verdictOf } from '../../core/comparison/verdict-of.ts';
import { markdownSource, type Markdown } from '../../core/markdown.ts';
import type { Distribution, Result, ScenarioResult } from '../../core/result.ts';
import { caveatsOf, iterationsOf, remarksOf, startedUnder } from '../wording/circumstances.ts';
import type { Remark } from '../wording/remark.ts';
import { baselineText, changesOf, comparisonSentence, largestChange } from '../wording/comparison.ts';
import { blocks, code, isNothing, joined, list, markdownTable, gfm, nothing, type Part } from './escape.ts';
import { chartPart, phasesPart, quantileCells, sayInMarkdown, slowestPart } from './details.ts';
import { sideBySideTable } from './side-by-side.ts';
import { pathText } from '../wording/path-text.ts';
import { policyPart } from '../policy/markdown.ts';
import { podLogsPart } from './pod-logs.ts';
import { symbols } from './symbols.ts';
import { limitRows } from '../figures/limit-row.ts';
import { advicesOf } from '../wording/unanswered.ts';
import { keepUnitsInMarkdown } from './units.ts';
import { evidenceOf, headlineOf, observedOf, verdictText } from '../wording/sentences.ts';
import { beyondOf, formatTime, missing } from '../wording/time.ts';
import {
  doneTo,
  isTotal,
  labelled,
  otherMeasures,
  readyLabel,
  resolutionLabel,
  totalLabel,
  workloadText,
} from '../figures/measures.ts';

/** The report for a file, in GitHub's Markdown. */
export function renderMarkdown(result: Result): string {
  return `${markdownSource(reportInMarkdown(result))}\n`;
}

/** The same for a step summary. */
export function reportInMarkdown(result: Result): Markdown {
  // The times of a baseline are shown with the scenario that is compared with it.
  const own = new Set(ownScenarios(result));
  const parts = [
    verdictLine(result),
    sideBySideTable(result),
    ...result.scenarios.flatMap((scenario) => scenarioParts(scenario, own.has(scenario), result)),
    policyPart(result),
    measurementPart(result),
  ];
  return keepUnitsInMarkdown(blocks(parts));
}

function verdictLine(result: Result): Markdown {
  const { word, sentence } = headlineOf(result);
  const symbol = result.complete && result.verdict !== null ? gfm`${symbols[result.verdict]} ` : nothing;
  return gfm`${symbol}**${word}**: ${sayInMarkdown(sentence)}`;
}

function scenarioParts(scenario: ScenarioResult, isOwn: boolean, result: Result): Markdown[] {
  return [
    gfm`### ${code(scenario.name)}`,
    aboutScenario(scenario, result),
    isOwn ? latencyTable(scenario) : nothing,
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

function aboutScenario(scenario: ScenarioResult, { measurement }: Result): Markdown {
  const facts: Part[] = [
    scenario.image === null ? sayInMarkdown(workloadText(scenario)) : code(scenario.image),
    ...doneTo(scenario),
    iterationsOf(scenario),
    scenario.imagePullPolicy === null ? '' : gfm`imagePullPolicy ${code(scenario.imagePullPolicy)}`,
    ...startedUnder(scenario),
    pathText(scenario, measurement) ?? '',
  ];
  return joined(facts, ' · ');
}

function latencyTable(scenario: ScenarioResult): Markdown {
  const { summary, ready, timeoutMs, comparison } = scenario;
  if (summary.count === 0) return nothing;
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
      ...besideRows(other.before, other.distribution, never),
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
    ['· change', ...changesOf(before, now)],
  ];
}

function comparisonPart(scenario: ScenarioResult): Markdown {
  const { comparison } = scenario;
  if (comparison === null) return nothing;
  const verdict = verdictOf(comparison);
  const symbol = verdict === null ? nothing : gfm`${symbols[verdict]} `;
  const change = largestChange(scenario);
  return blocks([
    gfm`Compared with ${sayInMarkdown(baselineText(comparison))}: ${symbol}${sayInMarkdown(comparisonSentence(scenario))}`,
    ...(change === null ? [] : [gfm`Largest change: ${sayInMarkdown(change)}`]),
  ]);
}

function latencies({ summary, timeoutMs }: ScenarioResult): string[] {
  const { value, why } = beyondOf(summary, timeoutMs);
  return quantileCells(summary, `${value} (${why})`);
}

function objectivesTable(scenario: ScenarioResult): Markdown {
  if (scenario.objectives.length === 0) return nothing;
  const rows = scenario.objectives.map((objective) => [
    code(objective.expression),
    observedOf(objective, scenario),
    gfm`${symbols[objective.verdict]} ${verdictText(objective)}`,
    sayInMarkdown(evidenceOf(objective)),
  ]);
  return markdownTable(['objective', 'measured', 'verdict', 'evidence'], rows, [1]);
}

/** What to do about starts that never answered. */
function advicePart(scenario: ScenarioResult): Markdown {
  const advices = list(advicesOf(scenario).map(sayInMarkdown));
  return isNothing(advices) ? nothing : gfm`What to do:\n${advices}`;
}

function causesPart({ causes }: ScenarioResult): Markdown {
  if (causes.length === 0) return nothing;
  const rows = causes.map(({ message, savesMs }) => [
    sayInMarkdown(message),
    savesMs === null ? missing : `≈ ${formatTime(savesMs)}`,
  ]);
  return markdownTable(['likely cause', 'would save'], rows, [1]);
}

function measurementPart(result: Result): Markdown {
  const { probeResolutionMs } = result.measurement;
  const resolution =
    probeResolutionMs === null
      ? []
      : [{ text: `${resolutionLabel(result.scenarios)}: ${formatTime(probeResolutionMs)}` }];
  return bullets([...resolution, ...caveatsOf(result)]);
}

function bullets(remarks: readonly Pick<Remark, 'text' | 'detail'>[]): Markdown {
  return list(
    remarks.map(({ text, detail }) =>
      detail === undefined
        ? sayInMarkdown(text)
        : gfm`${sayInMarkdown(text)}\n  - last: ${sayInMarkdown(detail)}`,
    ),
  );
}
