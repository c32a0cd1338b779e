import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import { experimentOf } from '../../core/experiments/registry.ts';
import type { ObjectiveResult, Result, ScenarioResult } from '../../core/result.ts';
import { countOf } from '../count.ts';
import { changeText } from '../comparison.ts';
import { code, escapeText } from '../markdown-escape.ts';
import { headlineOf } from '../sentences.ts';
import { symbols } from '../symbols.ts';
import { formatLimit, formatTime } from '../time.ts';
import { noneAnsweredSentence } from '../unanswered.ts';

/** `❌ app starts too slowly: p95 2.85 s > 2 s (commit 1a2b3c4)`: the one heading of a comment, in Markdown. */
export function headingOf(result: Result, commit: string | null): string {
  const measured = commit === null || commit === '' ? '' : ` (commit ${escapeText(commit.slice(0, 7))})`;
  return `### ${textOf(result)}${measured}`;
}

function textOf(result: Result): string {
  if (!result.complete || result.verdict === null) return escapeText(plainHeading(result));
  const said = { violated, met, inconclusive }[result.verdict](result);
  return `${symbols[result.verdict]} ${said}`;
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

function violated(result: Result): string {
  const scenarios = ownScenarios(result).filter(({ verdict }) => verdict === 'violated');
  const [first, ...others] = scenarios;
  // Only the policy that is run step by step was violated.
  if (first === undefined) return 'The policy failed';
  const more = others.length === 0 ? '' : `, and ${countOf(others.length, 'scenario')} more`;
  return `${code(first.name)} ${failureOf(first)}${more}`;
}

function failureOf(scenario: ScenarioResult): string {
  if (noneAnsweredSentence(scenario) !== null) return 'does not start: none of its starts answered';
  const broken = scenario.objectives
    .filter(({ verdict }) => verdict === 'violated')
    .toSorted((a, b) => excessOf(b) - excessOf(a))[0];
  if (broken !== undefined) return `${slowness(scenario, broken)}: ${breachOf(scenario, broken)}`;
  const ratio = scenario.comparison?.ratio ?? null;
  const change = ratio === null ? '' : `: ${escapeText(changeText(ratio))}`;
  return `is slower than its baseline${change}`;
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
): string {
  const subject = measure === 'total' ? statistic : `${measure} ${statistic}`;
  const limit = formatLimit(limitMs);
  if (observedMs === null)
    return `${summary.timedOut + summary.failed} of ${summary.count} never answered, ${subject} limit ${limit}`;
  return `${subject} ${formatTime(observedMs)} ${observedMs > limitMs ? '>' : '≤'} ${limit}`;
}

function met(result: Result): string {
  const scenarios = ownScenarios(result);
  const [only, ...others] = scenarios;
  if (only === undefined) return 'The policy passed';
  if (others.length > 0) return `All ${scenarios.length} scenarios keep their limits`;
  const [objective, ...more] = only.objectives;
  if (objective === undefined || more.length > 0 || objective.observedMs === null)
    return `${code(only.name)} keeps its limits`;
  const { measure, statistic, observedMs, limitMs } = objective;
  const subject = measure === 'total' ? statistic : `${measure} ${statistic}`;
  return `${code(only.name)} keeps its limit: ${subject} ${formatTime(observedMs)} ≤ ${formatLimit(limitMs)}`;
}

function inconclusive(result: Result): string {
  const [first] = ownScenarios(result).filter(({ verdict }) => verdict === 'inconclusive');
  const what = first === undefined ? '' : ` on ${code(first.name)}`;
  return `No clear verdict${what}`;
}
