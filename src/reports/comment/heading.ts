import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import { experimentOf } from '../../core/experiments/registry.ts';
import type { Markdown } from '../../core/markdown.ts';
import type { ObjectiveResult, Result, ScenarioResult } from '../../core/result.ts';
import { countOf } from '../wording/count.ts';
import { changeText } from '../wording/comparison.ts';
import { code, commitReference, gfm, joined, nothing } from '../markdown/escape.ts';
import { headlineOf } from '../wording/sentences.ts';
import { symbols } from '../markdown/symbols.ts';
import { formatLimit, formatTime } from '../wording/time.ts';
import { asReported, type Reporter } from './reporter.ts';
import { noneAnsweredSentence } from '../wording/unanswered.ts';

/** What a comment says of a result besides what it came to. */
export interface CommentFacts {
  /** What was measured; null where it is not known. */
  commit?: string | null;
  /** The job that measured, where one name of a job stands for several. */
  job?: string | null;
  /** Who else says so, where nobody here has checked it. */
  reporter?: Reporter | null;
}

/** `❌ app starts too slowly: p95 2.85 s > 2 s (commit 1a2b3c4)`: the one heading of a comment. */
export function headingOf(
  result: Result,
  { commit = null, job = null, reporter = null }: CommentFacts,
): Markdown {
  const facts = [
    ...(commit ? [gfm`commit ${commitReference(commit)}`] : []),
    ...(job ? [gfm`job ${job}`] : []),
  ];
  const measured = facts.length === 0 ? nothing : gfm` (${joined(facts, ', ')})`;
  return gfm`### ${textOf(result)}${asReported(reporter)}${measured}`;
}

function textOf(result: Result): Markdown {
  if (!result.complete || result.verdict === null) return gfm`${plainHeading(result)}`;
  const said = { violated, met, inconclusive }[result.verdict](result);
  return gfm`${symbols[result.verdict]} ${said}`;
}

/** Nothing is judged, or the run did not end. */
function plainHeading(result: Result): string {
  const { word, sentence } = headlineOf(result);
  if (!result.complete) return `⚠️ ${word}: ${sentence}`;
  const [only, ...others] = ownScenarios(result);
  if (only === undefined || others.length > 0 || only.summary.p50Ms === null) return `Measured: ${sentence}`;
  const { p50Ms, p95Ms } = only.summary;
  return `${only.name}: p50 ${formatTime(p50Ms)}, p95 ${formatTime(p95Ms)}`;
}

function violated(result: Result): Markdown {
  const scenarios = ownScenarios(result).filter(({ verdict }) => verdict === 'violated');
  const [first, ...others] = scenarios;
  // Only the policy that is run step by step was violated.
  if (first === undefined) return gfm`The policy failed`;
  const more = others.length === 0 ? '' : `, and ${countOf(others.length, 'scenario')} more`;
  return gfm`${code(first.name)} ${failureOf(first)}${more}`;
}

function failureOf(scenario: ScenarioResult): Markdown {
  if (noneAnsweredSentence(scenario) !== null) return gfm`does not start: none of its starts answered`;
  const broken = scenario.objectives
    .filter(({ verdict }) => verdict === 'violated')
    .toSorted((a, b) => excessOf(b) - excessOf(a))[0];
  if (broken !== undefined) return gfm`${slowness(scenario, broken)}: ${breachOf(scenario, broken)}`;
  const ratio = scenario.comparison?.ratio ?? null;
  const change = ratio === null ? '' : `: ${changeText(ratio)}`;
  return gfm`is slower than its baseline${change}`;
}

/** By how many times the limit was reached; a quantile that was never reached is the worst of all. */
function excessOf({ observedMs, limitMs }: ObjectiveResult): number {
  return observedMs === null ? Number.MAX_VALUE : observedMs / limitMs;
}

function slowness(scenario: ScenarioResult, { measure }: ObjectiveResult): string {
  if (measure === 'outage') return 'is out for too long';
  const { tooSlow } = experimentOf(scenario).labels;
  return measure === 'ready' ? tooSlow.ready : tooSlow.total;
}

function breachOf(
  { summary }: ScenarioResult,
  { measure, statistic, observedMs, limitMs }: ObjectiveResult,
): Markdown {
  const subject = measure === 'total' ? statistic : `${measure} ${statistic}`;
  const limit = formatLimit(limitMs);
  if (observedMs === null)
    return gfm`${summary.timedOut + summary.failed} of ${summary.count} never answered, ${subject} limit ${limit}`;
  return gfm`${subject} ${formatTime(observedMs)} ${observedMs > limitMs ? gfm`>` : '≤'} ${limit}`;
}

function met(result: Result): Markdown {
  const scenarios = ownScenarios(result);
  const [only, ...others] = scenarios;
  if (only === undefined) return gfm`The policy passed`;
  if (others.length > 0) return gfm`All ${scenarios.length} scenarios keep their limits`;
  const [objective, ...more] = only.objectives;
  if (objective === undefined || more.length > 0 || objective.observedMs === null)
    return gfm`${code(only.name)} keeps its limits`;
  const { measure, statistic, observedMs, limitMs } = objective;
  const subject = measure === 'total' ? statistic : `${measure} ${statistic}`;
  return gfm`${code(only.name)} keeps its limit: ${subject} ${formatTime(observedMs)} ≤ ${formatLimit(limitMs)}`;
}

function inconclusive(result: Result): Markdown {
  const [first] = ownScenarios(result).filter(({ verdict }) => verdict === 'inconclusive');
  return first === undefined ? gfm`No clear verdict` : gfm`No clear verdict on ${code(first.name)}`;
}
