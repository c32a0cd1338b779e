import type { ObjectiveResult, Result, ScenarioResult, Verdict } from '../../core/result.ts';
import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import { verdictOf } from '../../core/comparison/verdict-of.ts';
import { breachSentence, isPhase, subjectOf, type Breach } from './breach.ts';
import { comparisonSentence } from './comparison.ts';
import { countOf } from './count.ts';
import { policySentence } from '../policy/facts.ts';
import type { Role } from './style.ts';
import { noneAnsweredSentence } from './unanswered.ts';
import { beyondOf, formatExcess, formatLimit, formatTime } from './time.ts';

/** The result of a run in one word and one sentence. Text of a cluster in it is as it came: clean or escape it. */
export interface Headline {
  word: string;
  role: Role;
  sentence: string;
}

export function headlineOf(result: Result): Headline {
  return result.complete ? verdictHeadline(result) : unfinishedHeadline(result);
}

function unfinishedHeadline({ scenarios, policy, error }: Result): Headline {
  const iterations = countOf(
    scenarios.reduce((sum, { summary }) => sum + summary.count, 0),
    'iteration',
  );
  const runs = policy?.scenarios.reduce((sum, each) => sum + each.runs.length, 0) ?? 0;
  const measured = scenarios.length > 0 ? iterations : countOf(runs, 'run');
  if ([...scenarios, ...(policy === null ? [] : [policy])].some(wasInterrupted))
    return { word: 'INTERRUPTED', role: 'doubtful', sentence: `after ${measured}; nothing was judged` };
  if (error !== null) return { word: 'NO VERDICT', role: 'bad', sentence: error };
  return { word: 'UNFINISHED', role: 'doubtful', sentence: `${measured} so far` };
}

function wasInterrupted({ stoppedBecause }: { stoppedBecause: string }): boolean {
  return stoppedBecause === 'interrupted';
}

function verdictHeadline(result: Result): Headline {
  const { verdict, scenarios } = result;
  const objectives = scenarios.flatMap((scenario) =>
    scenario.objectives.map((objective) => ({ scenario, objective })),
  );
  const several = ownScenarios(result).length > 1;
  const compared = comparedSentence(scenarios, verdict, several);
  // What decided comes first. A policy that was run step by step is named only if it contributed.
  const policy = result.policy?.verdict === verdict ? policySentence(result) : null;
  const say = (sentence: string | null): string =>
    [sentence, compared, policy].filter((part) => part !== null).join('; ') || 'see the scenarios';
  switch (verdict) {
    case null:
      return {
        word: 'MEASURED',
        role: 'strong',
        sentence: compared ?? deadSentence(scenarios, several) ?? nothingJudged,
      };
    case 'met':
      return { word: 'MET', role: 'good', sentence: say(heldSentence(objectives)) };
    case 'violated':
      return { word: 'VIOLATED', role: 'bad', sentence: say(brokenSentence(objectives, several)) };
    case 'inconclusive':
      return { word: 'INCONCLUSIVE', role: 'doubtful', sentence: say(doubtSentence(objectives, result)) };
  }
}

/** That no start answered. Measuring without objectives passes, and still says so. */
function deadSentence(scenarios: readonly ScenarioResult[], several: boolean): string | null {
  for (const scenario of scenarios) {
    const sentence = noneAnsweredSentence(scenario);
    if (sentence !== null) return several ? `${scenario.name}: ${sentence}` : sentence;
  }
  return null;
}

const nothingJudged = 'no objectives were given, so nothing was judged';

/** The comparisons that decided the verdict; without a verdict, why there is none. */
function comparedSentence(
  scenarios: readonly ScenarioResult[],
  verdict: Verdict | null,
  several: boolean,
): string | null {
  const deciding = scenarios.filter(
    ({ comparison }) => comparison !== null && verdictOf(comparison) === verdict,
  );
  const [first, ...others] = deciding;
  if (first === undefined) return null;
  const name = several ? `${first.name}: ` : '';
  const more = others.length === 0 ? '' : `; and ${countOf(others.length, 'comparison')} more`;
  return `${name}${comparisonSentence(first)}${more}`;
}

/** Null without objectives. */
function heldSentence(judged: readonly Breach[]): string | null {
  const [only, ...others] = judged.map(({ objective }) => objective);
  if (only === undefined) return null;
  return others.length > 0 ? `all ${judged.length} objectives are met` : withinSentence(only);
}

/** `p95 is 2.85 s, within its limit of 30 s`, of an objective that is met. */
export function withinSentence(objective: ObjectiveResult): string {
  return objective.observedMs === null
    ? 'the objective is met'
    : `${subjectOf(objective)} is ${measuredOf(objective)}, within its limit of ${formatLimit(objective.limitMs)}`;
}

function brokenSentence(judged: readonly Breach[], several: boolean): string | null {
  const [first, ...others] = judged.filter(({ objective }) => objective.verdict === 'violated');
  if (first === undefined) return null;
  const name = several ? `${first.scenario.name}: ` : '';
  return `${name}${breachSentence(first)}${andMore(others.length)}`;
}

function andMore(count: number): string {
  return count === 0 ? '' : `; and ${countOf(count, 'more objective')}`;
}

function doubtSentence(judged: readonly Breach[], { merged, scenarios, policy }: Result): string | null {
  const [first, ...others] = judged.filter(({ objective }) => objective.verdict === 'inconclusive');
  if (first !== undefined) {
    const { expression, reason } = first.objective;
    return `${expression}: ${reason ?? 'neither met nor violated'}${andMore(others.length)}`;
  }
  if (merged?.some(({ complete }) => !complete) === true) return 'not every run completed';
  return policy?.verdict === 'inconclusive' ||
    scenarios.some(({ comparison }) => comparison?.verdict === 'inconclusive')
    ? null
    : 'no iteration could be judged';
}

function measuredOf({ observedMs, observedIsBound }: ObjectiveResult): string {
  return `${observedIsBound ? 'at most ' : ''}${formatTime(observedMs)}`;
}

/** The observed value of an objective: a time, `> 60 s (timed out)`, or `—` if it is unknown. */
export function observedOf(objective: ObjectiveResult, scenario: ScenarioResult): string {
  if (objective.observedMs !== null || objective.evidence.n === 0) return measuredOf(objective);
  const { value, why } = beyondOf(scenario.summary, scenario.timeoutMs);
  return `${isPhase(objective.measure) ? 'never' : value} (${why})`;
}

/** `met`, `violated by 910 ms (46%)`, `inconclusive`. */
export function verdictText({ verdict, observedMs, limitMs }: ObjectiveResult): string {
  const exceeds = verdict === 'violated' && observedMs !== null && observedMs > limitMs;
  return exceeds ? `violated by ${formatExcess(observedMs, limitMs)}` : verdict;
}

/** The evidence for a verdict: the count, the interval, and how many more starts would prove it. */
export function evidenceOf({ reason, evidence, statistic, verdict }: ObjectiveResult): string {
  const unknown = evidence.unknown > 0 ? `${evidence.unknown} unknown, not counted` : null;
  const parts = [reason, unknown, intervalOf(evidence.intervalMs, statistic), proofOf(evidence, verdict)];
  return parts.filter((part) => part !== null).join('; ');
}

function intervalOf(interval: ObjectiveResult['evidence']['intervalMs'], statistic: string): string | null {
  const [low = null, high = null] = interval ?? [];
  if (low === null && high === null) return null;
  const range =
    low !== null && high !== null
      ? `${formatTime(low)} to ${formatTime(high)}`
      : low !== null
        ? `${formatTime(low)} or more`
        : `${formatTime(high)} or less`;
  return `95% interval of the ${statistic}: ${range}`;
}

function proofOf({ n, moreIterations }: ObjectiveResult['evidence'], verdict: Verdict): string | null {
  if (n === 0 || moreIterations === null || verdict === 'violated') return null;
  return moreIterations === 0 ? 'proven' : `${moreIterations} more starts under the limit would prove it`;
}
