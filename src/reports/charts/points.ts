import type { IterationResult, ScenarioResult } from '../../core/result.ts';
import { formatLimit, formatTime } from '../wording/time.ts';
import { isTotal } from '../figures/measures.ts';
import { startNumbers, startTitle } from '../wording/start-number.ts';

/** How an iteration is drawn. Unknown: it answered, and nobody knows when. */
export type Kind = 'within' | 'over' | 'timed-out' | 'failed' | 'invalid' | 'unknown';

/** One iteration as charts show it. */
export interface Point {
  index: number;
  /** What the start is called, as in the log. */
  number: string;
  warmup: boolean;
  kind: Kind;
  /** Time to the first answer; null where it never came or is not known. */
  totalMs: number | null;
  readyMs: number | null;
  /** For people who point at it: `start 7: 2.30 s, Ready after 1.20 s`. */
  title: string;
}

/** A limit of the time to the first answer, with the statistics it is set for. */
export interface Limit {
  limitMs: number;
  /** `p95 limit 30 s`. */
  label: string;
}

/** The limits that objectives set to the total, the lowest first, equal ones together. */
export function limitsOf({ objectives }: Pick<ScenarioResult, 'objectives'>): Limit[] {
  const statistics = new Map<number, Set<string>>();
  for (const { measure, statistic, limitMs } of objectives) {
    if (!isTotal(measure)) continue;
    statistics.set(limitMs, (statistics.get(limitMs) ?? new Set()).add(statistic));
  }
  return [...statistics]
    .sort(([a], [b]) => a - b)
    .map(([limitMs, names]) => ({
      limitMs,
      label: `${[...names].join(', ')} limit ${formatLimit(limitMs)}`,
    }));
}

/** Every iteration, in the order they took place. */
export function pointsOf(scenario: Pick<ScenarioResult, 'objectives' | 'iterations'>): Point[] {
  const limitMs = limitsOf(scenario)[0]?.limitMs ?? Infinity;
  const numbers = startNumbers(scenario);
  return scenario.iterations.map((iteration) => {
    const { index, warmup, totalMs, readyMs } = iteration;
    const kind = kindOf(iteration, limitMs);
    const number = numbers.get(index) ?? String(index);
    return { index, number, warmup, kind, totalMs, readyMs, title: titleOf(number, iteration) };
  });
}

function kindOf({ outcome, totalMs }: IterationResult, limitMs: number): Kind {
  if (outcome !== 'answered') return outcome;
  if (totalMs === null) return 'unknown';
  return totalMs > limitMs ? 'over' : 'within';
}

function titleOf(number: string, { outcome, reason, totalMs, readyMs }: IterationResult): string {
  const ended = outcome === 'answered' ? [] : [reason === null ? outcome : `${outcome} (${reason})`];
  const total = totalMs === null ? [] : [formatTime(totalMs)];
  const ready = readyMs === null ? [] : [`Ready after ${formatTime(readyMs)}`];
  return `${startTitle(number)}: ${[...ended, ...total, ...ready].join(', ')}`;
}

/** Whether it stands at the edge called "never". */
export function isNever({ kind }: Pick<Point, 'kind'>): boolean {
  return kind === 'timed-out' || kind === 'failed';
}

/** Whether the verdict counts it. */
export function isJudged({ kind, warmup }: Pick<Point, 'kind' | 'warmup'>): boolean {
  return !warmup && kind !== 'invalid';
}
