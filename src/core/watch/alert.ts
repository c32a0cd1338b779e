import { formatDurationMs } from '../duration.ts';
import type { Episode } from './episodes.ts';
import type { WindowJudgement } from './judge.ts';
import { severityOf } from './limits.ts';

/** What a window holds: starts, or runs of a policy's steps, which pass or fail. */
export type WindowOf = 'starts' | 'runs';

/** What is told of an episode, when it begins and when it is over. */
export interface Alert {
  status: 'firing' | 'resolved';
  /** The same for both, and for every repetition. */
  id: string;
  scenario: string;
  limit: string;
  severity: 'warning' | 'critical';
  startsAtUnixMs: number;
  endsAtUnixMs: number | null;
  objective: string;
  limitMs: number;
  /** +∞: never answered; null: unknown. */
  observedMs: number | null;
  /** Starts in the window that were judged, and those over the limit. */
  iterations: number;
  over: number;
  pViolated: number | null;
  windowMs: number;
  summary: string;
  description: string;
}

export function alertOf(
  { name: scenario, of }: { name: string; of: WindowOf },
  judgement: WindowJudgement,
  episode: Episode,
  windowMs: number,
): Alert {
  const { name, objective, observedMs, n, over, pViolated } = judgement;
  const { startsAtUnixMs, endsAtUnixMs } = episode;
  const status = endsAtUnixMs === null ? 'firing' : 'resolved';
  const says = status === 'firing' ? 'is violated' : 'is met again';
  return {
    status,
    id: `${scenario}/${name}/${new Date(startsAtUnixMs).toISOString()}`,
    scenario,
    limit: name,
    severity: severityOf(name),
    startsAtUnixMs,
    endsAtUnixMs,
    objective: objective.expression,
    limitMs: objective.limitMs,
    observedMs,
    iterations: n,
    over,
    pViolated,
    windowMs,
    summary: `${scenario}: ${limitName(name)} ${objective.expression} ${says}`,
    description: describe(judgement, of, windowMs),
  };
}

function describe(judgement: WindowJudgement, of: WindowOf, windowMs: number): string {
  const { objective, observedMs, n, over, reason } = judgement;
  const within = `over the last ${formatDurationMs(windowMs)}`;
  if (of === 'runs') return `${over} of ${n} runs failed ${within}`;
  const subject = objective.measure === 'total' ? 'starts' : objective.measure;
  return `${objective.statistic} of ${subject}: ${printObserved(observedMs)} ${within}; ${reason}`;
}

/** `SLO`, `SLA`; `SLO` also for the further objectives of a scenario. */
export function limitName(limit: string): string {
  return limit.slice(0, 3).toUpperCase();
}

export function printObserved(observedMs: number | null): string {
  if (observedMs === null) return 'unknown';
  return observedMs === Infinity ? 'never answered' : formatDurationMs(observedMs);
}
