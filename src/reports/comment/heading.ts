import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import { experimentOf } from '../../core/experiments/registry.ts';
import type { Markdown } from '../../core/markdown.ts';
import type { ObjectiveResult, Result, ScenarioResult } from '../../core/result.ts';
import { countOf } from '../wording/count.ts';
import { countSentence } from '../wording/breach.ts';
import { changeText } from '../wording/comparison.ts';
import { code, commitReference, gfm, joined, nothing } from '../markdown/escape.ts';
import { headlineOf, withinSentence } from '../wording/sentences.ts';
import { symbols } from '../markdown/symbols.ts';
import { formatLimit, formatTime } from '../wording/time.ts';
import { asReported, type Reporter } from './reporter.ts';
import { noneAnsweredSentence } from '../wording/unanswered.ts';

/** Facts of a comment that are not part of the result. */
export interface CommentFacts {
  /** The measured commit; null if unknown. */
  commit?: string | null;
  /** The job that measured, if several jobs share one name. */
  job?: string | null;
  /** Whose words the result is, if nobody here has checked it. */
  reporter?: Reporter | null;
}

/** `❌ app starts too slowly: 60 of 60 starts exceeded 2 s; at most 3 may (commit 1a2b3c4)`, the heading of a comment. */
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

/** For a run without objectives, or one that did not complete. */
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
  const objective = worstObjective(scenario);
  if (objective !== null)
    return gfm`${slowness(scenario, objective)}: ${countSentence({ scenario, objective })}`;
  const ratio = scenario.comparison?.ratio ?? null;
  const change = ratio === null ? '' : `: ${changeText(ratio)}`;
  return gfm`is slower than its baseline${change}`;
}

/**
 * The beginning of the verdict's sentence that the heading says already, so that a paragraph below need not repeat it;
 * null if the heading says something else.
 */
export function saidInHeading(result: Result): string | null {
  if (!result.complete) return null;
  const scenarios = ownScenarios(result);
  if (result.verdict === 'met') {
    const objective = onlyMetObjective(scenarios);
    return objective === null ? null : withinSentence(objective);
  }
  const scenario = scenarios.find(({ verdict }) => verdict === 'violated');
  if (result.verdict !== 'violated' || scenario === undefined) return null;
  const objective = noneAnsweredSentence(scenario) === null ? worstObjective(scenario) : null;
  if (objective === null) return null;
  const name = scenarios.length > 1 ? `${scenario.name}: ` : '';
  return `${name}${countSentence({ scenario, objective })}`;
}

/** The objective whose value the heading shows. */
function onlyMetObjective(scenarios: readonly ScenarioResult[]): ObjectiveResult | null {
  const objectives = scenarios.length === 1 ? (scenarios[0]?.objectives ?? []) : [];
  const [only, ...others] = objectives;
  return only === undefined || others.length > 0 || only.observedMs === null ? null : only;
}

/** The violated objective that is furthest beyond its limit; null if none is violated. */
function worstObjective({ objectives }: ScenarioResult): ObjectiveResult | null {
  const violated = objectives.filter(({ verdict }) => verdict === 'violated');
  return violated.toSorted((a, b) => excessOf(b) - excessOf(a))[0] ?? null;
}

/** The observed value relative to the limit. A statistic that is a start which never answered is the worst of all. */
function excessOf({ observedMs, limitMs }: ObjectiveResult): number {
  return observedMs === null ? Number.MAX_VALUE : observedMs / limitMs;
}

function slowness(scenario: ScenarioResult, { measure }: ObjectiveResult): string {
  if (measure === 'outage') return 'is out for too long';
  const { tooSlow } = experimentOf(scenario).labels;
  return measure === 'ready' ? tooSlow.ready : tooSlow.total;
}

function met(result: Result): Markdown {
  const scenarios = ownScenarios(result);
  const [only, ...others] = scenarios;
  if (only === undefined) return gfm`The policy passed`;
  if (others.length > 0) return gfm`All ${scenarios.length} scenarios keep their limits`;
  const objective = onlyMetObjective(scenarios);
  if (objective === null) return gfm`${code(only.name)} keeps its limits`;
  const { measure, statistic, observedMs, limitMs } = objective;
  const subject = measure === 'total' ? statistic : `${measure} ${statistic}`;
  return gfm`${code(only.name)} keeps its limit: ${subject} ${formatTime(observedMs)} ≤ ${formatLimit(limitMs)}`;
}

function inconclusive(result: Result): Markdown {
  const [first] = ownScenarios(result).filter(({ verdict }) => verdict === 'inconclusive');
  return first === undefined ? gfm`No clear verdict` : gfm`No clear verdict on ${code(first.name)}`;
}
