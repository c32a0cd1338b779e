import type { ObjectiveResult, Result, ScenarioResult, Verdict } from '../../core/result.ts';
import { ownScenarios } from '../../core/comparison/own-scenarios.ts';
import { verdictOf } from '../../core/comparison/verdict-of.ts';
import { comparisonSentence } from './comparison.ts';
import { phaseNames } from '../../core/phases.ts';
import { countOf } from './count.ts';
import { policySentence } from '../policy/facts.ts';
import type { Role } from './style.ts';
import { noneAnsweredSentence, unansweredSentence } from './unanswered.ts';
import { beyondOf, formatExcess, formatLimit, formatTime } from './time.ts';

/** What a run came to, in one word and one sentence. Texts of the cluster in it are as they came: clean or escape it. */
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
    return { word: 'INTERRUPTED', role: 'doubtful', sentence: `after ${measured}; nothing is judged` };
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
  // What decided comes first, and what was run step by step is told where it had part in that.
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

/** Measuring without objectives passes, and still says that nothing was measured. */
function deadSentence(scenarios: readonly ScenarioResult[], several: boolean): string | null {
  for (const scenario of scenarios) {
    const sentence = noneAnsweredSentence(scenario);
    if (sentence !== null) return several ? `${scenario.name}: ${sentence}` : sentence;
  }
  return null;
}

const nothingJudged = 'no objectives were given, so nothing is judged';

/** What the comparisons add: those that made the verdict what it is; without a verdict, why there is none. */
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

interface Judged {
  scenario: ScenarioResult;
  objective: ObjectiveResult;
}

/** Null where there is none of which it could be said. */
function heldSentence(judged: readonly Judged[]): string | null {
  const [only, ...others] = judged.map(({ objective }) => objective);
  if (judged.length === 0) return null;
  if (only === undefined || others.length > 0) return `all ${judged.length} objectives held`;
  return only.observedMs === null
    ? 'the objective held'
    : `${subjectOf(only)} is ${measuredOf(only)}, within its limit of ${formatLimit(only.limitMs)}`;
}

function brokenSentence(judged: readonly Judged[], several: boolean): string | null {
  const [first, ...others] = judged.filter(({ objective }) => objective.verdict === 'violated');
  if (first === undefined) return null;
  const name = several ? `${first.scenario.name}: ` : '';
  return `${name}${brokenBy(first)}${others.length > 0 ? `; and ${others.length} more` : ''}`;
}

/** `p95 is 2.85 s, 855 ms (43 %) over its limit of 2 s`, of a violated objective. */
export function brokenBy({ scenario, objective }: Judged): string {
  const { observedMs, limitMs, evidence } = objective;
  const limit = formatLimit(limitMs);
  if (observedMs === null && evidence.n > 0) {
    return isPhase(objective.measure)
      ? phaseSentence(objective)
      : (noneAnsweredSentence(scenario) ?? unansweredSentence(scenario, objective));
  }
  return observedMs !== null && observedMs > limitMs
    ? `${subjectOf(objective)} is ${formatTime(observedMs)}, ${formatExcess(observedMs, limitMs)} over its limit of ${limit}`
    : `${objective.expression}: ${objective.reason ?? 'it is beyond its limit'}`;
}

/** `3 of 20 starts never got through image-pull; the limit of its p95 is 10 s`. */
function phaseSentence({ measure, statistic, limitMs, evidence }: ObjectiveResult): string {
  const { over, n } = evidence;
  return `${over} of ${n} starts exceeded ${formatLimit(limitMs)} in ${measure} or never got through it, which exceeds its ${statistic} limit`;
}

function doubtSentence(judged: readonly Judged[], { merged, scenarios, policy }: Result): string | null {
  const open = judged.filter(({ objective }) => objective.verdict === 'inconclusive');
  const expressions = [...new Set(open.map(({ objective }) => objective.expression))];
  if (expressions.length > 0) return `neither met nor violated: ${expressions.join(', ')}`;
  if (merged?.some(({ complete }) => !complete) === true) return 'not every run came to its end';
  return policy?.verdict === 'inconclusive' ||
    scenarios.some(({ comparison }) => comparison?.verdict === 'inconclusive')
    ? null
    : 'no iteration could be judged';
}

/** `p95`, `image-pull p95`. */
function subjectOf({ measure, statistic }: ObjectiveResult): string {
  return measure === 'total' ? statistic : `${measure} ${statistic}`;
}

function measuredOf({ observedMs, observedIsBound }: ObjectiveResult): string {
  return `${observedIsBound ? 'at most ' : ''}${formatTime(observedMs)}`;
}

/** The observed value of an objective: a time, `> 60 s (timed out)`, or nothing. */
export function observedOf(objective: ObjectiveResult, scenario: ScenarioResult): string {
  if (objective.observedMs !== null || objective.evidence.n === 0) return measuredOf(objective);
  const { value, why } = beyondOf(scenario.summary, scenario.timeoutMs);
  return `${isPhase(objective.measure) ? 'never' : value} (${why})`;
}

function isPhase(measure: string): boolean {
  return phaseNames.some((phase) => phase === measure);
}

/** `met`, `violated by 910 ms (46 %)`, `inconclusive`. */
export function standingOf({ verdict, observedMs, limitMs }: ObjectiveResult): string {
  const exceeds = verdict === 'violated' && observedMs !== null && observedMs > limitMs;
  return exceeds ? `violated by ${formatExcess(observedMs, limitMs)}` : verdict;
}

/** What a verdict rests on: the count, the interval, and what it would take to prove it. */
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
  return `95 % interval of the ${statistic}: ${range}`;
}

function proofOf({ n, moreIterations }: ObjectiveResult['evidence'], verdict: Verdict): string | null {
  if (n === 0 || moreIterations === null || verdict === 'violated') return null;
  return moreIterations === 0 ? 'proven' : `${moreIterations} more starts under the limit would prove it`;
}
