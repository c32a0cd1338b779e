import { allowedOver } from '../../core/quantile.ts';
import { judgedOf } from '../../core/measure.ts';
import { quantileOf, statisticNames } from '../../core/objective.ts';
import type { Diagnosis, IterationResult, ObjectiveResult, ScenarioResult } from '../../core/result.ts';
import { sentenceOf } from '../../core/sentence.ts';
import { neverAnswered } from '../../core/unanswered.ts';
import { oneOf } from '../figures/measures.ts';
import { formatLimit } from './time.ts';

/** What explains most of the iterations that never answered, with how many of them. */
export interface Explained {
  count: number;
  problem: string;
  fix: string | null;
}

/** Of warm-ups too: the failed warm-up explains itself where nothing else was measured. */
export function explanationsOf({ iterations }: Pick<ScenarioResult, 'iterations'>): Explained[] {
  const judged = judgedOf(iterations).filter(isUnanswered);
  const told = judged.length > 0 ? judged : iterations.filter(isUnanswered);
  const groups = new Map<string, IterationResult[]>();
  for (const each of told) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups.values()].toSorted((a, b) => b.length - a.length).map(explained);
}

function isUnanswered({ outcome }: IterationResult): boolean {
  return outcome === 'timed-out' || outcome === 'failed';
}

/** Names of pods differ from start to start, so what is alike has one kind and one advice. */
function keyOf({ diagnosis, reason }: IterationResult): string {
  return diagnosis === undefined ? `reason ${reason ?? ''}` : `${diagnosis.kind} ${diagnosis.fix ?? ''}`;
}

function explained(alike: readonly IterationResult[]): Explained {
  const last = alike.at(-1);
  const { problem, fix } = last?.diagnosis ?? unexplained(last);
  return { count: alike.length, problem, fix };
}

/** Nothing was diagnosed: what Kubernetes said last, and where to look. */
function unexplained(iteration: IterationResult | undefined): Pick<Diagnosis, 'problem' | 'fix'> {
  const { reason = null, message = null } = iteration ?? {};
  const said = [reason, message].filter((part) => part !== null).join(': ');
  return { problem: said === '' ? 'the reason is unknown' : said, fix: lookAtLogs };
}

const lookAtLogs = 'pass --pod-logs to see the last log lines, or --keep-cluster to look at the pods';

/** What to do about starts that never answered: never empty where there are any. */
export function advicesOf(scenario: Pick<ScenarioResult, 'iterations'>): string[] {
  return explanationsOf(scenario).map(({ problem, fix }) => `${problem}: ${fix ?? lookAtLogs}`);
}

/**
 * `No start answered (2 of 2): nothing listens on port 9999 of container web. Check --port.`
 * @returns null where one answered, or where nothing was judged
 */
export function noneAnsweredSentence(scenario: ScenarioResult): string | null {
  const judged = judgedOf(scenario.iterations);
  if (judged.length === 0 || !judged.every(neverAnswered)) return null;
  const [most] = explanationsOf(scenario);
  if (most === undefined) return null;
  const { problem, fix } = most;
  const what = `No ${oneOf(scenario)} answered (${judged.length} of ${judged.length}): ${problem}`;
  return fix === null ? what : `${what}. ${sentenceOf(fix)}`;
}

/** `4 of 19 starts never answered within 60 s (2 × ImagePullBackOff, …); at most 3 may exceed the 30 s p95 limit`. */
export function unansweredSentence(scenario: ScenarioResult, objective: ObjectiveResult): string {
  const { summary, timeoutMs } = scenario;
  const count = summary.timedOut + summary.failed;
  const starts = `${count} of ${summary.count} ${oneOf(scenario)}s never answered within ${formatLimit(timeoutMs)}`;
  return `${starts} (${reasonsIn(scenario)}); ${mostOver(scenario, objective)}`;
}

/** What of the rule a count can be held against. */
function mostOver(
  { rule, schedule }: ScenarioResult,
  { statistic, limitMs, evidence }: ObjectiveResult,
): string {
  const limit = `the ${formatLimit(limitMs)} ${statistic} limit`;
  const known = statisticNames.find((name) => name === statistic);
  if (rule === 'proven' || known === undefined) return `that exceeds ${limit}`;
  const most = allowedOver(Math.max(schedule.maxIterations, evidence.n), quantileOf(known));
  return `${most === 0 ? 'none' : `at most ${most}`} may exceed ${limit}`;
}

/** Why starts never answered: `2 × ImagePullBackOff, 1 × Unschedulable`, the most frequent first. */
export function reasonsIn({ iterations }: ScenarioResult): string {
  const counts = new Map<string, number>();
  for (const { reason } of judgedOf(iterations).filter(isUnanswered))
    counts.set(reason ?? 'reason unknown', (counts.get(reason ?? 'reason unknown') ?? 0) + 1);
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${count} × ${reason}`)
    .join(', ');
}
