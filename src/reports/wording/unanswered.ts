import { judgedOf } from '../../core/measure.ts';
import type { Diagnosis, IterationResult, ScenarioResult } from '../../core/result.ts';
import { sentenceOf } from '../../core/sentence.ts';
import { neverAnswered } from '../../core/unanswered.ts';
import { oneOf } from '../figures/measures.ts';

/** Why starts never answered, and how many of them. */
export interface Explained {
  count: number;
  problem: string;
  fix: string | null;
}

/** The explanations of the judged starts that never answered; of warm-ups if there are none. */
export function explanationsOf({ iterations }: Pick<ScenarioResult, 'iterations'>): Explained[] {
  const judged = judgedOf(iterations).filter(isUnanswered);
  const told = judged.length > 0 ? judged : iterations.filter(isUnanswered);
  const groups = new Map<string, IterationResult[]>();
  for (const each of told) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups.values()].toSorted((a, b) => b.length - a.length).map(explained);
}

/** Whether a start never answered. */
export function isUnanswered({ outcome }: Pick<IterationResult, 'outcome'>): boolean {
  return outcome === 'timed-out' || outcome === 'failed';
}

/** Starts with the same kind of diagnosis and the same fix are one group: names of pods differ from start to start. */
function keyOf({ diagnosis, reason }: IterationResult): string {
  return diagnosis === undefined ? `reason ${reason ?? ''}` : `${diagnosis.kind} ${diagnosis.fix ?? ''}`;
}

function explained(alike: readonly IterationResult[]): Explained {
  const last = alike.at(-1);
  const { problem, fix } = last?.diagnosis ?? unexplained(last);
  return { count: alike.length, problem, fix };
}

/** Without a diagnosis: what Kubernetes said last, and where to look. */
function unexplained(iteration: IterationResult | undefined): Pick<Diagnosis, 'problem' | 'fix'> {
  const { reason = null, message = null } = iteration ?? {};
  const said = [reason, message].filter((part) => part !== null).join(': ');
  return { problem: said === '' ? 'the reason is unknown' : said, fix: lookAtLogs };
}

const lookAtLogs = 'pass --pod-logs to see the last log lines, or --keep-cluster to inspect the pods';

/** What to do about starts that never answered; never empty if there are any. */
export function advicesOf(scenario: Pick<ScenarioResult, 'iterations'>): string[] {
  return explanationsOf(scenario).map(({ problem, fix }) => `${problem}; fix: ${fix ?? lookAtLogs}`);
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
